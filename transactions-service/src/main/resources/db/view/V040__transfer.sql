-- Pairs of transactions that are one movement of money between two accounts of a user.
create table transfer (
  user_id uuid not null references mirror.users on delete cascade,
  id uuid not null,
  outgoing_id uuid not null,
  incoming_id uuid not null,
  state text not null check (state in ('matched', 'unmatched', 'rejected')),
  source text check (source in ('automatic', 'user')),
  score int,
  reasons text,
  days_apart int,
  ended text,
  stream_version int not null,
  version int not null,
  at timestamptz not null,
  primary key (user_id, id)
);
create index transfer_outgoing on transfer (user_id, outgoing_id);
create index transfer_incoming on transfer (user_id, incoming_id);
select journal.protect('transfer');

create table transfer_settings (
  user_id uuid not null references mirror.users on delete cascade,
  id uuid not null,
  mode text not null check (mode in ('automatic', 'suggest', 'off')),
  window_days int not null,
  threshold int not null,
  stream_version int not null,
  version int not null,
  at timestamptz not null,
  primary key (user_id)
);
select journal.protect('transfer_settings');

-- The pair of a transaction. A list without transfers reads the index by date and filters; a list of transfers alone would
-- read all rows for a few, so it has an index of its own. The last one finds the opposite amount: a leakproof comparison.
alter table transaction add column transfer_id uuid;
create index transaction_user_transfer_date on transaction (user_id, date desc, id desc) where transfer_id is not null;
create index transaction_user_unmatched on transaction (user_id, whole_amount, date)
  where transfer_id is null and removed_by is null;
