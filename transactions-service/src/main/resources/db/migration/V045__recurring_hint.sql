-- What providers take for a recurring stream: evidence for the detection of series, which decides by itself.
create table work.recurring_hint (
  user_id uuid not null references mirror.users on delete cascade,
  connection_id uuid not null,
  external_id text collate "C" not null,
  frequency text not null,
  active boolean not null,
  transactions text[] not null,
  primary key (user_id, connection_id, external_id)
);
select journal.protect('work.recurring_hint');
