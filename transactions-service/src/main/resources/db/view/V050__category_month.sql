-- Undivided transactions that count, summed per month, account, currency and category (all zeros: none), money in and money
-- out apart: reports over years read it instead of the transactions. The few split ones are read as they are.
create table category_month (
  user_id uuid not null references mirror.users on delete cascade,
  month date not null,
  account_id uuid not null,
  currency text collate "C" not null,
  category_id uuid not null,
  excluded boolean not null,
  inflow boolean not null,
  amount numeric(38, 10) not null,
  entries int not null,
  primary key (user_id, month, account_id, currency, category_id, excluded, inflow)
);
create index category_month_category on category_month (user_id, category_id);
select journal.protect('category_month');

create index transaction_user_split_date on transaction (user_id, date, id) where split_total is not null;

-- The owner sees no row under forced row-level security.
alter table transaction no force row level security;
insert into category_month
select user_id, date_trunc('month', date)::date, account_id, currency,
  coalesce(category_id, '00000000-0000-0000-0000-000000000000'), excluded, amount > 0, sum(amount), count(*)
from transaction
where removed_by is null and split_total is null
group by 1, 2, 3, 4, 5, 6, 7;
alter table transaction force row level security;
