-- How the balance of a scenario is shared out. A list has its own version: it is a stream of its own.
create table allocation_list (
  scenario_id uuid primary key,
  user_id uuid not null references mirror.users on delete cascade,
  currency text not null,
  changed_at timestamptz not null,
  stream_version int not null,
  version int not null
);
create index allocation_list_of_user on allocation_list (user_id, scenario_id);
select journal.protect('allocation_list');

create table allocation (
  allocation_id uuid primary key,
  scenario_id uuid not null references allocation_list on delete cascade,
  user_id uuid not null references mirror.users on delete cascade,
  ordinal int not null,
  name text not null,
  kind text not null,
  amount numeric(28, 10),
  percent numeric(7, 4),
  currency text not null,
  goal_id uuid,
  bill_id uuid,
  check ((kind = 'fixed' and amount >= 0 and percent is null) or (kind = 'percent' and percent between 0 and 100 and amount is null))
);
create index allocation_of_scenario on allocation (user_id, scenario_id, ordinal);
create index allocation_of_list on allocation (scenario_id);
select journal.protect('allocation');
