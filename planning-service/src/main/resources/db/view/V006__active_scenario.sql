-- The scenario that counts in a currency, as its user chose; without a choice the oldest counts.
create table active_scenario (
  user_id uuid not null references mirror.users on delete cascade,
  currency text not null,
  scenario_id uuid,
  changed_at timestamptz not null,
  stream_version int not null,
  version int not null,
  primary key (user_id, currency)
);
select journal.protect('active_scenario');
