-- What the transactions topic tells, as far as a balance needs it, and the sums of the posted ones by day.
create table mirror.transaction (
  user_id uuid not null references mirror.users on delete cascade,
  transaction_id uuid not null,
  account_id uuid not null,
  amount numeric(28, 10) not null,
  currency text not null,
  date date not null,
  pending boolean not null,
  removed boolean not null,
  primary key (user_id, transaction_id)
);
select journal.protect('mirror.transaction');

-- A day whose transactions have all gone keeps its row, with nothing in it.
create table mirror.day_total (
  user_id uuid not null references mirror.users on delete cascade,
  account_id uuid not null,
  currency text not null,
  date date not null,
  amount numeric(28, 10) not null,
  transactions int not null,
  primary key (user_id, account_id, currency, date)
);
select journal.protect('mirror.day_total');
