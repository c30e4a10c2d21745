-- What providers answered, word for word and encrypted, for a while: a partition per month of arrival, with a key of its own.
create table work.raw_payload (
  payload_id uuid not null,
  user_id uuid not null references mirror.users on delete cascade,
  connection_id uuid not null,
  run_id uuid not null,
  kind text not null,
  part int not null,
  key_id uuid not null,
  ciphertext bytea not null,
  received_at timestamptz not null,
  primary key (payload_id, received_at)
) partition by range (received_at);
alter table work.raw_payload alter column ciphertext set storage external;
create index raw_payload_user on work.raw_payload (user_id, connection_id, run_id);
create index raw_payload_run on work.raw_payload (run_id);
select journal.protect('work.raw_payload');
revoke update, delete on work.raw_payload from ${app}, ${worker};

-- Nobody is granted anything on a partition, so there is no way past the parent's policies. Attached and not created in
-- place, because that would lock the parent against every running sync.
create function vault.open_month(first date, key uuid, kek text, wrapped_key bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog set lock_timeout = '1s' as $$
declare
  partition text := 'raw_payload_' || to_char(first, 'YYYYMM');
begin
  insert into vault.data_key (key_id, purpose, state, month, kek_id, wrapped, made_at)
  values (key, 'payload', 'primary', first, kek, wrapped_key, clock_timestamp())
  on conflict (month) do nothing;
  if not found then
    return false;
  end if;
  execute format('create table work.%I (like work.raw_payload including defaults including constraints including storage)', partition);
  execute format('alter table work.%I enable row level security', partition);
  execute format('alter table work.%I force row level security', partition);
  execute format('create policy tenant on work.%I to ${app}
      using (user_id = nullif(current_setting(''app.user_id'', true), '''')::uuid)', partition);
  execute format('alter table work.raw_payload attach partition work.%I for values from (%L) to (%L)', partition,
    first::timestamp at time zone 'UTC', (first + interval '1 month') at time zone 'UTC');
  return true;
end
$$;

create function vault.close_month(first date) returns boolean
language plpgsql security definer set search_path = pg_catalog set lock_timeout = '1s' as $$
begin
  delete from vault.data_key where purpose = 'payload' and month = first;
  if not found then
    return false;
  end if;
  execute format('drop table work.%I', 'raw_payload_' || to_char(first, 'YYYYMM'));
  return true;
end
$$;

revoke all on function vault.open_month(date, uuid, text, bytea), vault.close_month(date) from public;
grant execute on function vault.open_month(date, uuid, text, bytea), vault.close_month(date) to ${vault};
