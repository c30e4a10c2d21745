-- What the facts on the topic already say, so that the same answer of a provider says nothing twice.
create table work.external_account (
  connection_id uuid not null references work.sync_job on delete cascade,
  external_id text collate "C" not null,
  account_id uuid not null unique,
  user_id uuid not null references mirror.users on delete cascade,
  persistent_id text collate "C",
  name text not null,
  mask text,
  subtype text,
  first_seen_at timestamptz not null,
  primary key (connection_id, external_id)
);
create index external_account_user on work.external_account (user_id, connection_id);
select journal.protect('work.external_account');

create table work.published_transaction (
  connection_id uuid not null references work.sync_job on delete cascade,
  external_id text collate "C" not null,
  account_id uuid not null,
  user_id uuid not null references mirror.users on delete cascade,
  content text not null,
  primary key (connection_id, external_id)
);
create index published_transaction_user on work.published_transaction (user_id, connection_id);
select journal.protect('work.published_transaction');
