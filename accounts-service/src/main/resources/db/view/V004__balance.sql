-- Observed balances, as they were said and when; never derived, never overwritten by another source.
create table balance (
  account_id uuid not null references account on delete cascade,
  observed_at timestamptz not null,
  source text not null check (source in ('provider', 'manual', 'opening')),
  user_id uuid not null references mirror.users on delete cascade,
  currency text not null check (length(currency) between 1 and 16),
  current numeric(28,10),
  available numeric(28,10),
  credit_limit numeric(28,10),
  stream_version int not null,
  version int not null,
  at timestamptz not null,
  primary key (account_id, observed_at, source),
  check (current is not null or available is not null or credit_limit is not null)
);
create index balance_user on balance (user_id, account_id, observed_at, source);
select journal.protect('balance');
