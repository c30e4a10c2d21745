-- The sample's read model.
create table note (
  id uuid primary key,
  user_id uuid not null references mirror.users on delete cascade,
  text text,
  stream_version int not null,
  version int not null,
  at timestamptz not null
);
create index note_user on note (user_id, id);
select journal.protect('note');
