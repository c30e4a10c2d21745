-- Answers of writes that came with an Idempotency-Key, stored in the commit of their effects. "running" rows are leases
-- of writes with an effect outside this database.
create table journal.idempotency (
  user_id uuid not null,
  method text not null,
  route text not null,
  key text not null,
  body_hash bytea not null,
  status int,
  body bytea,
  headers jsonb,
  lease_until timestamptz,
  created_at timestamptz not null,
  primary key (user_id, method, route, key)
);
create index idempotency_created on journal.idempotency (created_at);
select journal.protect('journal.idempotency');

-- Keys this service makes for itself once, such as the one that signs page cursors.
create table journal.secret (
  name text primary key,
  value bytea not null
);
insert into journal.secret (name, value)
values ('cursor', uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
grant select on journal.secret to ${app};
