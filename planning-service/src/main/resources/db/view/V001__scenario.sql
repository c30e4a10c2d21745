-- Scenarios and the bills planned in them. The bills' version is the scenario's: they are one stream.
create table scenario (
  scenario_id uuid primary key,
  user_id uuid not null references mirror.users on delete cascade,
  name text not null,
  starting_balance numeric(28, 10) not null,
  currency text not null,
  account_id uuid,
  bill_count int not null,
  deleted boolean not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  stream_version int not null,
  version int not null
);
create index scenario_newest on scenario (user_id, created_at desc, scenario_id desc);
select journal.protect('scenario');

create table bill (
  bill_id uuid primary key,
  scenario_id uuid not null references scenario on delete cascade,
  user_id uuid not null references mirror.users on delete cascade,
  name text not null,
  amount numeric(28, 10) not null check (amount >= 0),
  currency text not null,
  due_date date,
  frequency text not null
    check (frequency in ('once', 'weekly', 'biweekly', 'semi-monthly', 'monthly', 'quarterly', 'yearly')),
  account_id uuid,
  category_id uuid,
  changed_at timestamptz not null,
  stream_version int not null,
  version int not null
);
create index bill_by_name on bill (user_id, scenario_id, lower(name), bill_id);
create index bill_of_scenario on bill (scenario_id);
select journal.protect('bill');
