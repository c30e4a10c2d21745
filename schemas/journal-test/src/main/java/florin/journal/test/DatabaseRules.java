package florin.journal.test;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.eraser.UserEraser;

/** The rules for every table of every service, checked in the catalogue of a migrated database. */
public final class DatabaseRules {

  private static final String OURS = "('journal', 'mirror', 'work', 'view', 'vault')";

  private DatabaseRules() {}

  /** Checks a database after its service has started once. */
  public static void check(TestPlatform platform) {
    assertThat(
            columns(
                platform,
                "data_type = 'timestamp without time zone' and table_name <> 'schema_history'"))
        .as("timestamps without time zone")
        .isEmpty();
    assertThat(columns(platform, "data_type in ('real', 'double precision', 'money')"))
        .as("floats")
        .isEmpty();
    assertThat(
            platform.query(
                "select t.typname from pg_type t join pg_namespace n on n.oid = t.typnamespace"
                    + " where t.typtype = 'e' and n.nspname in "
                    + OURS))
        .as("enums")
        .isEmpty();
    assertThat(
            platform.query(
                "select conrelid::regclass::text as table, conname from pg_constraint c"
                    + " join pg_namespace n on n.oid = c.connamespace"
                    + " where contype = 'f' and confdeltype = 'a' and n.nspname in "
                    + OURS))
        .as("foreign keys without a rule on delete")
        .isEmpty();
    assertThat(userTables(platform, "not (c.relrowsecurity and c.relforcerowsecurity)"))
        .as("user tables without forced row-level security")
        .isEmpty();
    assertThat(
            userTables(
                platform,
                "not exists (select from pg_policy p where p.polrelid = c.oid and p.polname ="
                    + " 'tenant')"))
        .as("user tables without a tenant policy")
        .isEmpty();
    assertThat(
            userTables(
                platform,
                "not exists (select from pg_index i join pg_attribute a on a.attrelid = c.oid and"
                    + " a.attnum = i.indkey[0] where i.indrelid = c.oid and a.attname = 'user_id')"
                    + " and c.relname not in ('parked_event')"))
        .as("user tables without an index that starts with user_id")
        .isEmpty();
    assertThat(platform.query(unreached()))
        .as("user tables whose rows the erasure of a user would leave behind")
        .isEmpty();
    assertThat(
            platform.query(
                "select table_schema, table_name, column_name from information_schema.columns c"
                    + " where data_type = 'numeric' and numeric_scale = 10 and table_schema in"
                    + " ('view', 'mirror') and not exists (select from information_schema.columns m"
                    + " where m.table_schema = c.table_schema and m.table_name = c.table_name and"
                    + " m.column_name like '%currency%')"))
        .as("amounts without a currency beside them")
        .isEmpty();
  }

  /**
   * Tables of which the erasure does not delete a user's rows: those that its own list lacks, and
   * those that its role may not use, read or delete from without a condition. The rows of a
   * partition are deleted through its parent.
   */
  private static String unreached() {
    return """
    with erasure as (
      select oid, rolname from pg_roles
      where rolname like '%%_erasure' and has_database_privilege(oid, current_database(), 'connect') and not rolsuper
      limit 1),
    listed as (%s)
    select c.oid::regclass::text as table
    from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join erasure e
    where c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
      and c.oid not in (
        'journal.event'::regclass, 'mirror.erased_user'::regclass, 'mirror.users'::regclass)
      and exists (select from pg_attribute a
                  where a.attrelid = c.oid and a.attname = 'user_id' and not a.attisdropped)
      and not (
        exists (select from listed l where l.name = c.oid::regclass::text)
        and has_schema_privilege(e.oid, n.oid, 'usage')
        and has_table_privilege(e.oid, c.oid, 'select') and has_table_privilege(e.oid, c.oid, 'delete')
        and exists (select from pg_policy p
                    where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('*', 'd')
                      and e.oid = any(p.polroles) and pg_get_expr(p.polqual, p.polrelid) = 'true'))
    """
        .formatted(UserEraser.TABLES);
  }

  private static java.util.List<?> columns(TestPlatform platform, String condition) {
    return platform.query(
        "select table_schema, table_name, column_name from information_schema.columns where"
            + " table_schema in "
            + OURS
            + " and "
            + condition);
  }

  private static java.util.List<?> userTables(TestPlatform platform, String condition) {
    return platform.query(
        "select c.oid::regclass::text as table from pg_class c join pg_namespace n on n.oid ="
            + " c.relnamespace where c.relkind in ('r', 'p') and n.nspname in "
            + OURS
            + " and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname ="
            + " 'user_id' and not a.attisdropped) and "
            + condition);
  }
}
