-- The journal: the truth of this service. Rows are only ever added (erasing a user excepted).
create table journal.event (
  position bigint generated always as identity (cache 1) primary key,
  stream_id uuid not null,
  stream_type text not null,
  version int not null check (version > 0),
  event_id uuid not null,
  type text not null,
  fingerprint bigint not null,
  payload bytea not null,
  user_id uuid not null,
  change_id uuid not null,
  actor text not null,
  caused_by uuid,
  recorded_at timestamptz not null,
  unique (stream_id, version)
);
create index event_user_position on journal.event (user_id, position);
create index event_change on journal.event (change_id);

alter table journal.event enable row level security;
alter table journal.event force row level security;
create policy tenant on journal.event to ${app}
  using (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  with check (user_id = nullif(current_setting('app.user_id', true), '')::uuid);
create policy worker on journal.event to ${worker} using (true) with check (true);
create policy relay on journal.event for select to ${relay} using (true);
create policy erasure on journal.event to ${erasure} using (true);
grant select, insert on journal.event to ${app}, ${worker};
grant select on journal.event to ${relay};
grant select, delete on journal.event to ${erasure};

-- The clock of the journal must see every user's last event, whoever appends; it tells a time and nothing else.
create function journal.last_recorded_at() returns timestamptz
language sql stable security definer set search_path = pg_catalog
return (select e.recorded_at from journal.event e order by e.position desc limit 1);
grant select on journal.event to ${reader};
grant usage, create on schema journal to ${reader};
alter function journal.last_recorded_at() owner to ${reader};
revoke create on schema journal from ${reader};
revoke all on function journal.last_recorded_at() from public;
grant execute on function journal.last_recorded_at() to ${app}, ${worker};
