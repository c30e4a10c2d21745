-- What provider-sync says of a user's connections, so that an account can say how its connection stands.
create table mirror.connection (
  connection_id uuid primary key,
  user_id uuid not null references mirror.users on delete cascade,
  provider text check (provider in ('plaid', 'teller', 'other')),
  state text not null check (state in ('healthy', 'warned', 'needs-attention', 'removed')),
  reason text,
  stream_version int not null
);
create index connection_user on mirror.connection (user_id, connection_id);
select journal.protect('mirror.connection');
