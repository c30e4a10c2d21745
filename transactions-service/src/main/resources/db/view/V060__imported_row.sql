-- The records of files that transactions come from or were linked to, as the files had them: later imports recognise them.
create table imported_row (
  user_id uuid not null references mirror.users on delete cascade,
  transaction_id uuid not null,
  import_id uuid not null,
  number int not null,
  account_id uuid not null,
  line int not null,
  format text not null,
  date date not null,
  amount numeric(28, 10) not null,
  currency text not null,
  text text not null,
  external_id text not null,
  primary key (user_id, import_id, number, transaction_id)
);
create index imported_row_account on imported_row (user_id, account_id, date);
create index imported_row_transaction on imported_row (user_id, transaction_id);
select journal.protect('imported_row');

-- Imports that were committed; a reverted one was undone.
create table imported_file (
  user_id uuid not null references mirror.users on delete cascade,
  id uuid not null,
  reverted boolean not null,
  stream_version int not null,
  version int not null,
  at timestamptz not null,
  primary key (user_id, id)
);
select journal.protect('imported_file');

alter table transaction drop constraint transaction_source_check;
alter table transaction
  add constraint transaction_source_check check (source in ('provider', 'manual', 'import')) not valid;
