-- Of a bank-kept account only the bank's rows move the balance; of a hand-kept one the order of recording counts.
alter table day_total
  add column bank_amount numeric(28, 10) not null default 0,
  add column bank_entries int not null default 0;

-- When a row that was entered by hand was recorded first.
create table recording (
  user_id uuid not null references mirror.users on delete cascade,
  transaction_id uuid not null,
  recorded_at timestamptz not null,
  primary key (user_id, transaction_id)
);
select journal.protect('recording');

-- The owner sees no row under forced row-level security. A row that was changed since gets its time from a rebuild.
alter table transaction no force row level security;
alter table day_total no force row level security;
alter table recording no force row level security;
update day_total d
set bank_amount = b.amount, bank_entries = b.entries
from (
  select user_id, account_id, currency, date, sum(amount) as amount, count(*)::int as entries
  from transaction
  where not pending and removed_by is null and source = 'provider'
  group by user_id, account_id, currency, date) b
where d.user_id = b.user_id and d.account_id = b.account_id and d.currency = b.currency and d.date = b.date;
insert into recording
select user_id, id, at from transaction where source = 'manual' and stream_version = 1;
alter table transaction force row level security;
alter table day_total force row level security;
alter table recording force row level security;
