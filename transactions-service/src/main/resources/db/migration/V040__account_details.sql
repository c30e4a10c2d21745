-- Names, types and masks of accounts: evidence for transfers, and the name of the other account of a transfer.
alter table mirror.account
  add column bank_name text,
  add column own_name text,
  add column official_name text,
  add column mask text,
  add column type text,
  add column own_type text,
  add column subtype text,
  add column own_subtype text;

-- The same as provider-sync observed it, in order with the transactions of the account: the accounts topic comes later.
create table mirror.observed_account (
  user_id uuid not null references mirror.users on delete cascade,
  account_id uuid not null,
  institution text,
  name text not null,
  official_name text,
  mask text,
  type text not null,
  subtype text,
  primary key (user_id, account_id)
);
select journal.protect('mirror.observed_account');

-- An existing installation fills the new columns from the journal of the owner.
insert into journal.mirror_replay (topic, replay_id, phase, asked_at)
select topic, gen_random_uuid(), 'preparing', clock_timestamp()
from journal.inbox_offset
where topic = 'accounts.events'
group by topic
on conflict (topic) do update
set replay_id = excluded.replay_id, phase = excluded.phase, asked_at = excluded.asked_at, ended_at = null,
    tables = excluded.tables, failure = null;
