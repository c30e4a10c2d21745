-- Takes the locks of several households for a batch, without holding one of them while it waits for another. It waits
-- for one lock, then tries the others; if one is taken, it gives all back (the rollback of the inner block releases
-- them) and waits for that one next. After 32 rounds it gives up, so that the caller can continue with a part of the
-- batch.
create function journal.lock_households(households bigint[]) returns void
language plpgsql set search_path = pg_catalog as $$
declare
  awaited bigint := households[1];
  taken bigint;
begin
  if cardinality(households) = 1 then
    perform pg_advisory_xact_lock(awaited);
    return;
  end if;
  for attempt in 1..32 loop
    begin
      perform pg_advisory_xact_lock(awaited);
      taken := null;
      select h into taken from unnest(households) h where h <> awaited and not pg_try_advisory_xact_lock(h) limit 1;
      if taken is null then
        return;
      end if;
      raise exception using errcode = 'FL001';
    exception when sqlstate 'FL001' then
      awaited := taken;
    end;
  end loop;
  raise exception 'households: % locks (expected: all free at the same time)', cardinality(households)
    using errcode = 'object_in_use';
end
$$;
revoke all on function journal.lock_households(bigint[]) from public;
grant execute on function journal.lock_households(bigint[]) to ${app}, ${worker}, ${erasure};
