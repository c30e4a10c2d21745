-- The balances that were stated of an account, which accounts are one, and when a user's day begins: with the day totals
-- they give the balance after a row.
alter table mirror.account
  add column linked boolean not null default false,
  add column closed_at timestamptz,
  add column merged_into uuid;

create table mirror.balance (
  user_id uuid not null references mirror.users on delete cascade,
  account_id uuid not null,
  observed_at timestamptz not null,
  source text not null,
  currency text not null,
  current_amount numeric(28, 10),
  recorded_at timestamptz not null,
  primary key (user_id, account_id, observed_at, source)
);
create index balance_current on mirror.balance (user_id, account_id, currency, observed_at)
  where current_amount is not null;
select journal.protect('mirror.balance');

create table mirror.settings (
  user_id uuid primary key references mirror.users on delete cascade,
  time_zone text not null
);
select journal.protect('mirror.settings');

-- The topic is read again from its beginning, or replayed by its owner, to fill the new tables.
delete from journal.inbox_offset where topic = 'accounts.events';
