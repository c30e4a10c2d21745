-- The balances that were stated of an account, who keeps it, and which accounts are one: with the transactions they give
-- the balance at the end of a day.
create table mirror.statement (
  user_id uuid not null references mirror.users on delete cascade,
  account_id uuid not null,
  observed_at timestamptz not null,
  source text not null,
  currency text not null,
  current_amount numeric(28, 10),
  recorded_at timestamptz not null,
  primary key (user_id, account_id, observed_at, source)
);
create index statement_current on mirror.statement (user_id, account_id, currency, observed_at)
  where current_amount is not null;
select journal.protect('mirror.statement');

create table mirror.account_link (
  user_id uuid not null references mirror.users on delete cascade,
  account_id uuid not null,
  linked boolean not null,
  closed_at timestamptz,
  merged_into uuid,
  primary key (user_id, account_id)
);
select journal.protect('mirror.account_link');

alter table mirror.transaction
  add column bank boolean not null default true,
  add column recorded_at timestamptz;
