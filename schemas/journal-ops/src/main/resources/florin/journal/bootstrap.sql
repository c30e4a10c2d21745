-- Makes the roles of one service and hands it its own database. Run by a superuser inside that database; repeatable.
-- Placeholders: service, owner_password, app_password, worker_password, relay_password, vault_password, erasure_password.
do $$
declare
  login record;
begin
  for login in
    select * from (values
      ('${service}_owner', '${owner_password}'),
      ('${service}_app', '${app_password}'),
      ('${service}_worker', '${worker_password}'),
      ('${service}_relay', '${relay_password}'),
      ('${service}_vault', '${vault_password}'),
      ('${service}_erasure', '${erasure_password}')) as logins(name, password)
  loop
    if not exists (select from pg_catalog.pg_roles where rolname = login.name) then
      execute format('create role %I login nosuperuser nocreatedb nocreaterole nobypassrls', login.name);
    end if;
    execute format('alter role %I password %L', login.name, login.password);
  end loop;
  -- Owns the few functions that must see past row-level security; nobody can log in as it.
  if not exists (select from pg_catalog.pg_roles where rolname = '${service}_reader') then
    create role ${service}_reader nologin nosuperuser nocreatedb nocreaterole bypassrls;
  end if;
  execute format('grant %I to %I', '${service}_reader', '${service}_owner');
  execute format('alter database %I owner to %I', current_database(), '${service}_owner');
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to %I, %I, %I, %I, %I', current_database(),
    '${service}_app', '${service}_worker', '${service}_relay', '${service}_vault', '${service}_erasure');
end
$$;
revoke all on schema public from public;
