-- Transactions that a page of a run changed before its last page: their series are detected with that page.
create table work.series_backlog_transaction (
  user_id uuid not null references mirror.users on delete cascade,
  transaction_id uuid not null,
  primary key (user_id, transaction_id)
);
select journal.protect('work.series_backlog_transaction');
