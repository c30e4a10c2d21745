-- An item is written down as soon as its token was exchanged: the job of an item whose connection is not committed is
-- 'exchanged', and one that stays so is ended at the provider. One item has at most one job that is not closed.
alter table work.sync_job
  drop constraint sync_job_state_check,
  add constraint sync_job_state_check check (state in ('exchanged', 'active', 'paused', 'removing', 'closed')),
  drop constraint sync_job_provider_external_item_id_key,
  add column repair_until timestamptz;
create unique index sync_job_item on work.sync_job (provider, external_item_id) where state <> 'closed';
