-- A balance at the end of a day depends on who booked a row, on the order in which rows and statements were recorded,
-- and on which rows of merged accounts are the same.
alter table mirror.transaction
  add column bank boolean not null default true,
  add column text text not null default '',
  add column recorded_at timestamptz;
create index transaction_account_date on mirror.transaction (user_id, account_id, date);

alter table mirror.day_total
  add column bank_amount numeric(28, 10) not null default 0,
  add column bank_transactions int not null default 0;
-- The owner sees no row while row-level security is forced.
alter table mirror.day_total no force row level security;
update mirror.day_total set bank_amount = amount, bank_transactions = transactions;
alter table mirror.day_total force row level security;

-- The topic is read again from its beginning, or replayed by its owner, to fill the new columns.
delete from journal.inbox_offset where topic = 'transactions.events';
