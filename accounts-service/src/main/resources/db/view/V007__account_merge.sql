-- Accounts that are another one; what is known of them stays where it is and is read under the survivor.
create table account_merge (
  account_id uuid primary key references account on delete cascade,
  user_id uuid not null references mirror.users on delete cascade,
  survivor_id uuid not null references account on delete cascade,
  stream_version int not null,
  version int not null,
  at timestamptz not null,
  check (account_id <> survivor_id)
);
create index account_merge_user on account_merge (user_id, account_id);
create index account_merge_survivor on account_merge (user_id, survivor_id);
select journal.protect('account_merge');
