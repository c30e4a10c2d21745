-- Which history of the journal the relay sends. A database that is restored to an earlier point numbers other events with
-- positions that consumers have seen; a new incarnation makes the two histories different.
alter table journal.checkpoint
  add column incarnation uuid not null default gen_random_uuid(),
  add column former_incarnations uuid[] not null default '{}',
  add column forked_after bigint[] not null default '{}',
  add column diverged text;

-- The relay tells a record of an erased user, whose event is deleted, from one that the journal never had.
create policy relay on mirror.erased_user for select to ${relay} using (true);
grant select on mirror.erased_user to ${relay};
grant usage on schema mirror to ${relay};

-- Moves the numbering of events forward, never back; the caller holds the journal lock.
create function journal.skip_positions(upto bigint) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform setval('journal.event_position_seq', greatest(upto, s.last_value))
  from journal.event_position_seq s;
end
$$;
revoke all on function journal.skip_positions(bigint) from public;
grant execute on function journal.skip_positions(bigint) to ${relay};

-- The last event that a consumer has applied, and of which history; since when the two histories differ.
alter table journal.inbox_offset
  add column event_id uuid,
  add column incarnation uuid,
  add column former_incarnations uuid[] not null default '{}',
  add column diverged_since timestamptz;

-- The history that a replay brings, and how many replays of a topic followed each other.
alter table journal.mirror_replay
  add column incarnation uuid,
  add column attempts int not null default 0;
