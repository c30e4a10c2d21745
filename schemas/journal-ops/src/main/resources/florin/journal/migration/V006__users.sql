-- Everyone this service has heard of, by a token or by a fact, and everyone it must forget.
create table mirror.users (
  user_id uuid primary key,
  known_since timestamptz not null
);
select journal.protect('mirror.users');

create table mirror.erased_user (
  user_id uuid primary key,
  erased_at timestamptz not null
);
select journal.protect('mirror.erased_user');
