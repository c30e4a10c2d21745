-- Groups of new transactions of an import that is not complete: their series are detected with its last page.
create table work.series_backlog (
  user_id uuid not null references mirror.users on delete cascade,
  account_id uuid not null,
  payee_key text collate "C" not null,
  primary key (user_id, account_id, payee_key)
);
select journal.protect('work.series_backlog');
