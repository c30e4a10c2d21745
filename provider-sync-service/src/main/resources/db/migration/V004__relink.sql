-- What a new account, or a new id of an old one, is recognised by; which accounts a bank lists no more; what is to be ended
-- at a provider although it is over for its user; how far a run has come.
alter table work.sync_job
  drop constraint sync_job_state_check,
  add constraint sync_job_state_check check (state in ('active', 'paused', 'removing', 'closed'));

alter table work.sync_run
  add column pages int not null default 0,
  add column fetched int not null default 0;

alter table work.external_account
  drop constraint external_account_account_id_key,
  add column adopted boolean not null default false,
  add column unlisted_at timestamptz,
  add column superseded_at timestamptz;
create unique index external_account_current on work.external_account (account_id) where superseded_at is null;

alter table work.published_transaction
  add column likeness text,
  add column booked_on date;
create index published_transaction_likeness on work.published_transaction (user_id, account_id, likeness);
