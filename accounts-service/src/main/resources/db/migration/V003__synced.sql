-- When a connection last brought everything its bank had to say.
alter table mirror.connection add column synced_at timestamptz;
