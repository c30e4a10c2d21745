-- How far a rebuild of the views has come: one row, so that a rebuild that was interrupted goes on.
create table journal.rebuild (
  id int primary key default 1 check (id = 1),
  phase text not null default 'idle'
    check (phase in ('idle', 'preparing', 'replaying', 'comparing', 'differs', 'done', 'failed')),
  position bigint not null default 0,
  accept_differences boolean not null default false,
  started_at timestamptz,
  ended_at timestamptz,
  tables jsonb not null default '[]',
  failure text
);
insert into journal.rebuild default values;
grant select, update on journal.rebuild to ${worker};
