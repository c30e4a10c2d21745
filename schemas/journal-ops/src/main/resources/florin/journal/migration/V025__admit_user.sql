-- What every transaction of a user asks first, with plans that a connection keeps: a statement of the message that
-- begins a transaction is planned anew each time, and row-level security makes that the dearest part of the message.
create function journal.is_erased(of_user uuid) returns boolean
language plpgsql set search_path = pg_catalog as $$
begin
  return exists (select from mirror.erased_user e where e.user_id = of_user);
end
$$;
revoke all on function journal.is_erased(uuid) from public;
grant execute on function journal.is_erased(uuid) to ${app}, ${worker};

-- Registers a user who is new; true, and nothing else, for one who was erased.
create function journal.admit(of_user uuid) returns boolean
language plpgsql set search_path = pg_catalog as $$
begin
  if exists (select from mirror.erased_user e where e.user_id = of_user) then
    return true;
  end if;
  if not exists (select from mirror.users u where u.user_id = of_user) then
    insert into mirror.users (user_id, known_since) values (of_user, clock_timestamp()) on conflict do nothing;
  end if;
  return false;
end
$$;
revoke all on function journal.admit(uuid) from public;
grant execute on function journal.admit(uuid) to ${app}, ${worker};
