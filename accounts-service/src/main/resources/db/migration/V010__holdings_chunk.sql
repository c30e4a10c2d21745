-- Chunks of holdings snapshots whose last one has not come yet: a snapshot counts when it is complete.
create table work.holdings_chunk (
  user_id uuid not null references mirror.users on delete cascade,
  connection_id uuid not null,
  run uuid not null,
  index int not null check (index >= 0),
  fingerprint bigint not null,
  body bytea not null,
  primary key (user_id, connection_id, run, index)
);
select journal.protect('work.holdings_chunk');
