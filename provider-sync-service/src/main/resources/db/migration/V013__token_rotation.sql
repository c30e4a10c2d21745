-- A token that is to be exchanged for a new one: 'begun' is committed before the provider is asked, so that whoever comes
-- after a crash knows that the one in the vault may be dead.
alter table work.sync_job add column rotation text check (rotation in ('wanted', 'begun'));
