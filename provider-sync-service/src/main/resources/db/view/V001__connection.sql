-- The user's banks as their streams say.
create table connection (
  id uuid primary key,
  user_id uuid not null references mirror.users on delete cascade,
  provider text not null,
  external_item_id text collate "C" not null,
  institution_id text collate "C",
  institution_name text,
  products text[] not null,
  state text not null check (state in ('linked', 'warned', 'needs-attention', 'disconnected', 'removed')),
  reason text,
  disconnects_at timestamptz,
  linked_at timestamptz not null,
  stream_version int not null,
  version int not null,
  at timestamptz not null
);
create index connection_user on connection (user_id, id);
select journal.protect('connection');
