-- What the accounts topic tells: each account as planning knows it, and what it held when it was last seen.
create table mirror.account (
  user_id uuid not null references mirror.users on delete cascade,
  account_id uuid not null,
  bank_name text not null,
  own_name text,
  type text not null,
  currency text not null,
  hidden boolean not null,
  closed boolean not null,
  primary key (user_id, account_id)
);
select journal.protect('mirror.account');

create table mirror.balance (
  user_id uuid not null references mirror.users on delete cascade,
  account_id uuid not null,
  current_amount numeric(28, 10),
  available_amount numeric(28, 10),
  credit_limit numeric(28, 10),
  currency text not null,
  source text not null,
  observed_at timestamptz not null,
  primary key (user_id, account_id)
);
select journal.protect('mirror.balance');
