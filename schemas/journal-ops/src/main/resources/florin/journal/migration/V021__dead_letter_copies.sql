-- A record that cannot be read has its position in a header: a readable copy of it takes its place.
alter table journal.parked_event no force row level security;
update journal.parked_event set position = (headers ->> 'position')::bigint
where position is null and headers ->> 'position' ~ '^[0-9]{1,18}$';
alter table journal.parked_event force row level security;
create index parked_event_position on journal.parked_event (topic, partition, position);

-- A record of a type that this build does not have; it holds up no later one of its user.
alter table journal.parked_event add column skipped boolean not null default false;
create index parked_event_skipped on journal.parked_event (topic, type) where skipped;

create or replace function journal.forget_parked(of_topic text, of_partition int, upto bigint) returns void
language sql security definer set search_path = pg_catalog
begin atomic
  delete from journal.parked_event e
  where e.topic = of_topic and e.partition = of_partition and e.position <= upto and not e.skipped;
end;
