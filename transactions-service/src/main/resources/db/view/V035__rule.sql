-- Rules that set values of transactions. A deleted rule keeps its row, so that its deletion can be undone.
create table rule (
  user_id uuid not null references mirror.users on delete cascade,
  id uuid not null,
  position int not null,
  enabled boolean not null,
  deleted boolean not null,
  name text not null,
  definition text not null,
  stream_version int not null,
  version int not null,
  at timestamptz not null,
  primary key (user_id, id)
);
select journal.protect('rule');
