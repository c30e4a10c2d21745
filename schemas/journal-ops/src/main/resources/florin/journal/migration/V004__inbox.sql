-- Where each partition of a foreign topic stands; moved in the transaction that holds the effects.
create table journal.inbox_offset (
  topic text not null,
  partition int not null,
  topic_id text not null,
  next_offset bigint not null,
  position bigint not null default 0,
  gap_since timestamptz,
  primary key (topic, partition)
);
grant select, insert, update on journal.inbox_offset to ${worker};
grant select on journal.inbox_offset to ${app};

-- What could not be applied, and from then on every later event of the same user and topic, in order.
create table journal.parked_event (
  topic text not null,
  partition int not null,
  record_offset bigint not null,
  user_id uuid,
  event_id uuid,
  type text,
  position bigint,
  reason text not null,
  key bytea,
  value bytea,
  headers jsonb not null,
  parked_at timestamptz not null,
  primary key (topic, partition, record_offset)
);
create index parked_event_user on journal.parked_event (user_id, topic, partition, record_offset);
select journal.protect('journal.parked_event');
