-- Which transactions are transfers between two accounts of their user: neither income nor the payment of a bill.
create table mirror.transfer (
  user_id uuid not null references mirror.users on delete cascade,
  transfer_id uuid not null,
  outgoing_id uuid not null,
  incoming_id uuid not null,
  matched boolean not null,
  primary key (user_id, transfer_id)
);
create index transfer_outgoing on mirror.transfer (user_id, outgoing_id) where matched;
create index transfer_incoming on mirror.transfer (user_id, incoming_id) where matched;
select journal.protect('mirror.transfer');
