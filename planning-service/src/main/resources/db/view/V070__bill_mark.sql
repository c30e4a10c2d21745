-- Due dates of bills that the user marked as paid or unpaid, with the transactions that do not pay them.
create table bill_mark (
  user_id uuid not null references mirror.users on delete cascade,
  id uuid not null,
  scenario_id uuid not null,
  bill_id uuid not null,
  due_date date not null,
  status text check (status in ('paid', 'unpaid')),
  not_paid_by text[] not null,
  stream_version int not null,
  version int not null,
  at timestamptz not null,
  primary key (user_id, id)
);
create index bill_mark_scenario on bill_mark (user_id, scenario_id) where status is not null;
select journal.protect('bill_mark');
