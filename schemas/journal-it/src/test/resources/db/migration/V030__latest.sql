-- A mirror of another service's streams: what each says now, and how many of its events were applied.
create table mirror.latest (
  stream_id uuid primary key,
  user_id uuid not null references mirror.users on delete cascade,
  text text not null,
  version int not null,
  effects int not null
);
create index latest_user on mirror.latest (user_id, stream_id);
select journal.protect('mirror.latest');
