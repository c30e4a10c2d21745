-- A mirror that is being filled again from its owner's journal: one row a topic, one a partition, so that it goes on
-- after a crash.
create table journal.mirror_replay (
  topic text primary key,
  replay_id uuid not null,
  phase text not null check (phase in ('preparing', 'filling', 'following', 'done', 'failed')),
  asked_at timestamptz not null,
  ended_at timestamptz,
  tables jsonb not null default '[]',
  failure text
);
create table journal.mirror_replay_partition (
  topic text not null,
  partition int not null,
  replay_offset bigint not null,
  live_offset bigint not null,
  position bigint not null default 0,
  upto bigint not null default -1,
  gap boolean not null default false,
  primary key (topic, partition)
);
grant select, insert, update, delete on journal.mirror_replay, journal.mirror_replay_partition to ${worker};

-- A table of the mirror once more, empty, with everything that belongs to it: what LIKE leaves out are foreign keys
-- and row-level security.
create function journal.copy_mirror(name text) returns void
language plpgsql as $$
declare
  key record;
begin
  execute format('create table mirror_next.%I (like mirror.%I including all)', name, name);
  for key in
    select conname, pg_get_constraintdef(oid) as definition from pg_catalog.pg_constraint
    where conrelid = format('mirror.%I', name)::regclass and contype = 'f'
  loop
    execute format('alter table mirror_next.%I add constraint %I %s', name, key.conname, key.definition);
  end loop;
  perform journal.protect(format('mirror_next.%I', name)::regclass);
end
$$;

-- What was parked of a topic and came again in a replay is not parked any more; the owner itself sees no user's row.
create function journal.forget_parked(of_topic text, of_partition int, upto bigint) returns void
language sql security definer set search_path = pg_catalog
begin atomic
  delete from journal.parked_event e
  where e.topic = of_topic and e.partition = of_partition and e.position <= upto;
end;
grant delete on journal.parked_event to ${reader};
grant select on journal.parked_event to ${reader};
grant usage, create on schema journal to ${reader};
alter function journal.forget_parked(text, int, bigint) owner to ${reader};
revoke create on schema journal from ${reader};
revoke all on function journal.forget_parked(text, int, bigint) from public;
grant execute on function journal.forget_parked(text, int, bigint) to ${owner};
