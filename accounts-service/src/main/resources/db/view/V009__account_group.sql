-- The groups of a user, deleted ones too, so that they can come back; who is in them; what the user looks at.
create table grouping (
  user_id uuid primary key references mirror.users on delete cascade,
  selection uuid[],
  stream_version int not null,
  version int not null,
  at timestamptz not null
);
select journal.protect('grouping');

-- Positions order the groups; the one with the highest rank above 0 that is not deleted is the active one.
create table account_group (
  user_id uuid not null references mirror.users on delete cascade,
  group_id uuid not null,
  name text not null,
  accent text,
  position int not null,
  rank int not null,
  deleted boolean not null,
  primary key (user_id, group_id)
);
select journal.protect('account_group');

create table account_group_member (
  user_id uuid not null references mirror.users on delete cascade,
  group_id uuid not null,
  account_id uuid not null,
  position int not null,
  primary key (user_id, group_id, account_id),
  foreign key (user_id, group_id) references account_group on delete cascade
);
select journal.protect('account_group_member');
