-- Data keys, each wrapped by a key-encryption key that is elsewhere; each token says which one it is encrypted with; each
-- use of a token leaves a row. A month's payloads and their key come and go together.
create table vault.data_key (
  key_id uuid primary key,
  purpose text not null check (purpose in ('token', 'payload')),
  state text not null check (state in ('primary', 'retiring')),
  month date unique check (month = date_trunc('month', month)),
  kek_id text collate "C" not null,
  wrapped bytea not null,
  made_at timestamptz not null,
  check ((purpose = 'payload') = (month is not null))
);
create unique index data_key_primary on vault.data_key (purpose) where state = 'primary' and purpose = 'token';
grant select, insert, update, delete on vault.data_key to ${vault};

-- What was encrypted before keys had names: by the oldest key-encryption key at hand.
insert into vault.data_key (key_id, purpose, state, kek_id, wrapped, made_at)
select gen_random_uuid(), 'token', 'primary', '', wrapped, made_at from vault.keyset;
drop table vault.keyset;

alter table vault.token add column key_id uuid;
alter table vault.token no force row level security;
update vault.token set key_id = (select key_id from vault.data_key);
alter table vault.token force row level security;
alter table vault.token
  alter column key_id set not null,
  add constraint token_key_id_fkey foreign key (key_id) references vault.data_key on delete restrict;
create index token_key on vault.token (key_id);
create policy reseal on vault.token for update to ${vault} using (true) with check (true);
grant update (key_id, ciphertext) on vault.token to ${vault};

create table vault.audit (
  audit_id bigint generated always as identity primary key,
  user_id uuid not null references mirror.users on delete cascade,
  connection_id uuid not null,
  version int not null,
  purpose text not null,
  at timestamptz not null
);
create index audit_user on vault.audit (user_id, connection_id, audit_id);
create index audit_at on vault.audit (at);
alter table vault.audit enable row level security;
alter table vault.audit force row level security;
create policy tenant on vault.audit to ${owner}
  using (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  with check (user_id = nullif(current_setting('app.user_id', true), '')::uuid);
create policy reading on vault.audit for select to ${vault} using (true);
create policy writing on vault.audit for insert to ${vault} with check (true);
-- Whoever has the vault's password cannot take back what was done with it lately.
create policy forgetting on vault.audit for delete to ${vault} using (at < clock_timestamp() - interval '90 days');
create policy erasure on vault.audit to ${erasure} using (true);
grant select, insert, delete on vault.audit to ${vault};
grant select, delete on vault.audit to ${erasure};

-- Keeps the key from being retired until the transaction that seals with it is over.
create function vault.primary_key() returns uuid
language sql security definer set search_path = pg_catalog as $$
  select key_id from vault.data_key where purpose = 'token' and state = 'primary' for key share
$$;

create function vault.latest(connection uuid) returns int
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(max(version), 0) from vault.token where connection_id = $1
$$;

drop function vault.put(uuid, int, bytea);
create function vault.put(connection uuid, version int, key uuid, ciphertext bytea) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into vault.token (connection_id, user_id, version, key_id, ciphertext, put_at)
  values ($1, nullif(current_setting('app.user_id', true), '')::uuid, $2, $3, $4, clock_timestamp())
$$;

create function vault.destroy_before(connection uuid, version int) returns void
language sql security definer set search_path = pg_catalog as $$
  delete from vault.token t where t.connection_id = $1 and t.version < $2
$$;

revoke all on function vault.primary_key(), vault.latest(uuid), vault.put(uuid, int, uuid, bytea),
  vault.destroy_before(uuid, int) from public;
grant execute on function vault.primary_key(), vault.latest(uuid), vault.put(uuid, int, uuid, bytea),
  vault.destroy_before(uuid, int) to ${app};
