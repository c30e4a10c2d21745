-- Banks, one row per user and bank: no row is shared between users.
create table institution (
  institution_id uuid primary key,
  user_id uuid not null references mirror.users on delete cascade,
  provider text not null,
  external_id text not null,
  name text not null,
  stream_version int not null,
  version int not null,
  at timestamptz not null,
  unique (user_id, provider, external_id)
);
create index institution_user on institution (user_id, institution_id);
select journal.protect('institution');
