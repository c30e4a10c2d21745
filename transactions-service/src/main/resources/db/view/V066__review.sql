-- Pairs of transactions of which the user states that they are not duplicates.
create table duplicate (
  user_id uuid not null references mirror.users on delete cascade,
  id uuid not null,
  first_id uuid not null,
  second_id uuid not null,
  dismissed boolean not null,
  stream_version int not null,
  version int not null,
  at timestamptz not null,
  primary key (user_id, id)
);
select journal.protect('duplicate');

-- Few rows of a household are pending, and few are entered by hand where a bank is connected.
create index transaction_user_pending on transaction (user_id, date desc, id desc) where pending and removed_by is null;
create index transaction_user_entered on transaction (user_id, date) where source <> 'provider' and removed_by is null;
