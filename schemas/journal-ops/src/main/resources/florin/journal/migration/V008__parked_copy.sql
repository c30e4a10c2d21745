-- What is parked is copied to a topic for tooling, and what an operator gives up is kept with the reason.
alter table journal.parked_event add column copied_at timestamptz;
create index parked_event_uncopied on journal.parked_event (parked_at) where copied_at is null;

create table journal.discarded_event (
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
  discarded_at timestamptz not null,
  discarded_because text not null,
  primary key (topic, partition, record_offset)
);
create index discarded_event_user on journal.discarded_event (user_id);
select journal.protect('journal.discarded_event');
