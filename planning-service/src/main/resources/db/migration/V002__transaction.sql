-- What the transactions topic tells: the bank's or the user's entry, whether it still counts, and the user's category.
create table mirror.transaction (
  user_id uuid not null references mirror.users on delete cascade,
  transaction_id uuid not null,
  account_id uuid not null,
  amount numeric(28, 10) not null,
  currency text not null,
  date date not null,
  authorized_date date,
  pending boolean not null,
  description text not null,
  merchant text,
  bank_category text,
  removed boolean not null default false,
  primary key (user_id, transaction_id)
);
create index transaction_of_account on mirror.transaction (user_id, account_id, date);
select journal.protect('mirror.transaction');

-- A row is a choice; without category_id it is the choice of none. A table of its own, because the entry changes without it.
create table mirror.category_choice (
  user_id uuid not null references mirror.users on delete cascade,
  transaction_id uuid not null,
  category_id uuid,
  primary key (user_id, transaction_id)
);
select journal.protect('mirror.category_choice');
