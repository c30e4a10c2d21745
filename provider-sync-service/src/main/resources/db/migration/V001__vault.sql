-- Tokens, encrypted. Role app can only put one for the user of its transaction and destroy it; role vault alone reads.
create schema vault;
grant usage on schema vault to ${app}, ${vault}, ${erasure};

create table vault.keyset (
  id int primary key default 1 check (id = 1),
  wrapped bytea not null,
  made_at timestamptz not null
);
grant select, insert on vault.keyset to ${vault};

create table vault.token (
  connection_id uuid not null,
  user_id uuid not null references mirror.users on delete cascade,
  version int not null check (version > 0),
  ciphertext bytea not null,
  put_at timestamptz not null,
  primary key (connection_id, version)
);
create index token_user on vault.token (user_id, connection_id);
alter table vault.token enable row level security;
alter table vault.token force row level security;
-- The functions below run as the owner, and under FORCE it too sees only the rows of the transaction's user.
create policy tenant on vault.token to ${owner}
  using (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  with check (user_id = nullif(current_setting('app.user_id', true), '')::uuid);
create policy vault on vault.token for select to ${vault} using (true);
create policy erasure on vault.token to ${erasure} using (true);
grant select on vault.token to ${vault};
grant select, delete on vault.token to ${erasure};

create function vault.put(connection uuid, version int, ciphertext bytea) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into vault.token (connection_id, user_id, version, ciphertext, put_at)
  values ($1, nullif(current_setting('app.user_id', true), '')::uuid, $2, $3, clock_timestamp())
$$;

create function vault.destroy(connection uuid) returns void
language sql security definer set search_path = pg_catalog as $$
  delete from vault.token where connection_id = $1
$$;

revoke all on function vault.put(uuid, int, bytea), vault.destroy(uuid) from public;
grant execute on function vault.put(uuid, int, bytea), vault.destroy(uuid) to ${app};
