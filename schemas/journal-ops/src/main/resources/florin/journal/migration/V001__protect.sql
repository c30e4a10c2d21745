-- One place that puts row-level security on a table with a user_id: app sees its user's rows, the workers see all.
create schema mirror;

create function journal.protect(name regclass) returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy tenant on %s to ${app}
      using (user_id = nullif(current_setting(''app.user_id'', true), '''')::uuid)
      with check (user_id = nullif(current_setting(''app.user_id'', true), '''')::uuid)', name);
  execute format('create policy worker on %s to ${worker} using (true) with check (true)', name);
  execute format('create policy erasure on %s to ${erasure} using (true) with check (true)', name);
  execute format('grant select, insert, update, delete on %s to ${app}, ${worker}', name);
  execute format('grant select, delete on %s to ${erasure}', name);
end
$$;
