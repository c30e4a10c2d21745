-- Provider ids, which are unique per user and connection only. A superseded pending id stays as a tombstone; a provider's
-- removal clears the hash, so that the same fact coming again is news.
create table transaction_external (
  user_id uuid not null references mirror.users on delete cascade,
  connection_id uuid not null,
  external_id text collate "C" not null,
  transaction_id uuid not null references transaction on delete cascade deferrable initially deferred,
  hash text,
  primary key (user_id, connection_id, external_id)
);
create index transaction_external_transaction on transaction_external (transaction_id);
select journal.protect('transaction_external');
