-- What the sample learns from planning, one row per effect, so that a doubled effect is seen.
create table mirror.scenario (
  event_id uuid primary key,
  user_id uuid not null references mirror.users on delete cascade,
  name text not null,
  position bigint not null,
  effects int not null default 1
);
create index scenario_user on mirror.scenario (user_id, position);
select journal.protect('mirror.scenario');
