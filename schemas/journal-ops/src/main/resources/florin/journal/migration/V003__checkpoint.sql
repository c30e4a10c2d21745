-- How far the relay has come, and which process may relay: one row.
create table journal.checkpoint (
  id int primary key default 1 check (id = 1),
  position bigint not null default 0,
  last_positions bigint[] not null default '{}',
  owner text,
  epoch bigint not null default 0,
  until timestamptz not null default '-infinity'
);
insert into journal.checkpoint default values;
grant select, update on journal.checkpoint to ${relay};
grant select on journal.checkpoint to ${app}, ${worker};
