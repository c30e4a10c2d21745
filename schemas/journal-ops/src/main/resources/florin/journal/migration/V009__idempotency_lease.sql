-- Names the holder of a lease, so that one who lost it can neither store an answer nor give the next one's lease back.
alter table journal.idempotency add column lease_id uuid;
