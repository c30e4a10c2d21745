-- An item of another system is adopted in parts; it is not synced before the last one.
alter table work.sync_job add column adopting boolean not null default false;
