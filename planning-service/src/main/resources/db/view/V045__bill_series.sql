-- The recurring series that a bill follows.
alter table bill add column series_id uuid;
