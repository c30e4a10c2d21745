-- The planner expects each user to have half of these tables. With gathered statistics it expects one
-- row of a user whose rows are newer than the last analyze, as during a first import, and then takes any
-- index on user and id, also one with other columns between them: each lookup of a transaction read all
-- index entries of its user. Fixed statistics need PostgreSQL 18.
do $$
declare
  name text;
begin
  if current_setting('server_version_num')::int >= 180000 then
    foreach name in array
        array['transaction', 'transaction_external', 'transaction_payee', 'transaction_split', 'transaction_tag'] loop
      execute format('alter table %I alter column user_id set statistics 0', name);
      perform pg_clear_attribute_stats(current_schema()::text, name, 'user_id', false);
      perform pg_restore_attribute_stats('schemaname', current_schema()::text, 'relname', name, 'attname', 'user_id',
        'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 2::real);
    end loop;
  end if;
end
$$;
