-- Settings of a user; who has no row has the defaults.
create table profile (
  user_id uuid primary key references mirror.users on delete cascade,
  time_zone text not null,
  base_currency text not null check (length(base_currency) = 3),
  buffer_amount numeric(28,10) check (buffer_amount >= 0),
  buffer_currency text,
  stream_version int not null,
  version int not null,
  at timestamptz not null,
  check ((buffer_amount is null) = (buffer_currency is null))
);
select journal.protect('profile');
