-- Every effect of a test's inbox in the order they were committed per user, so that a doubled, a lost and an overtaken one
-- are seen.
create table mirror.tally (
  topic text not null,
  event_id uuid not null,
  user_id uuid not null references mirror.users on delete cascade,
  text text not null,
  position bigint not null,
  effects int not null default 1,
  seq bigint generated always as identity,
  primary key (topic, event_id)
);
create index tally_user on mirror.tally (user_id, seq);
select journal.protect('mirror.tally');
