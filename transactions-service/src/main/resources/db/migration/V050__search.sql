-- Search: texts are compared without case and accents, and an index of trigrams finds parts of words. A comparison of texts
-- is not leakproof, so under row-level security it is no index condition (PostgreSQL manual, "Rules and Privileges"): one
-- function reads the index past it, for the user of the transaction only.
create extension if not exists pg_trgm schema journal;

create function journal.search_form(given text) returns text
language sql immutable parallel safe set search_path = pg_catalog as $$
  select replace(replace(translate(lower(
    regexp_replace(normalize(given, nfkd), '[\u0300-\u036f]', '', 'g') collate pg_c_utf8),
    U&'\0131\00F8\0142', 'iol'), U&'\00DF', 'ss'), U&'\00E6', 'ae')
$$;

-- The table comes with the views.
set check_function_bodies = off;
create function journal.transactions_with_text(pattern text, most int) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog set plan_cache_mode = force_custom_plan as $$
begin
  return query
    select t.id from view.transaction t
    where t.user_id = nullif(current_setting('app.user_id', true), '')::uuid and t.search operator(pg_catalog.~~) pattern
    limit most;
end
$$;
reset check_function_bodies;
grant usage, create on schema journal to ${reader};
alter function journal.transactions_with_text(text, int) owner to ${reader};
revoke create on schema journal from ${reader};
revoke all on function journal.transactions_with_text(text, int) from public;
grant execute on function journal.transactions_with_text(text, int) to ${app};
