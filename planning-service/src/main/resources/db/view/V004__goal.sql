-- Goals as their users set them; how far they have come is worked out when they are read.
create table goal (
  goal_id uuid primary key,
  user_id uuid not null references mirror.users on delete cascade,
  name text not null,
  target numeric(28, 10) not null check (target > 0),
  currency text not null,
  due_date date,
  account_id uuid,
  monthly numeric(28, 10) check (monthly >= 0),
  note text,
  state text not null check (state in ('open', 'reached', 'abandoned')),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  stream_version int not null,
  version int not null
);
create index goal_newest on goal (user_id, created_at desc, goal_id desc);
select journal.protect('goal');
