package florin.journal.test;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.Projection;
import florin.journal.database.ViewTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContext;

/**
 * Compares the view tables that the projections of a service declare with the columns and primary
 * keys that its migrations made.
 */
public final class TableRules {

  private static final Map<String, String> DECLARED =
      Map.of("int4", "int", "int8", "bigint", "bool", "boolean", "_text", "text[]");

  private TableRules() {}

  private record Existing(String type, boolean required) {}

  /** Checks every declared table of a service that has started once. */
  public static void check(TestPlatform platform, ApplicationContext service) {
    List<ViewTable<?>> tables =
        service.getBeansOfType(Projection.class).values().stream()
            .flatMap(projection -> projection.tables().stream())
            .toList();
    assertThat(tables).as("declared view tables").isNotEmpty();
    assertThat(tables).allSatisfy(table -> assertThat(faults(platform, table)).isEmpty());
  }

  /** The faults of one declaration; empty if there are none. */
  public static List<String> faults(TestPlatform platform, ViewTable<?> table) {
    Map<String, Existing> existing = existing(platform, table.name());
    List<String> faults = new ArrayList<>();
    for (ViewTable.Column<?, ?> column : table.columns()) {
      Existing found = existing.remove(column.name());
      String type = found == null ? "no such column" : found.type();
      if (!type.equals(column.sqlType())) {
        faults.add(
            "%s.%s: %s (expected: %s)"
                .formatted(table.name(), column.name(), type, column.sqlType()));
      }
    }
    existing.forEach(
        (name, column) -> {
          if (column.required()) {
            faults.add("%s.%s: not declared, and it has no default".formatted(table.name(), name));
          }
        });
    List<String> key = primaryKey(platform, table.name());
    if (!key.equals(table.primaryKey())) {
      faults.add(
          "%s: primary key %s (expected: %s)".formatted(table.name(), key, table.primaryKey()));
    }
    return faults;
  }

  private static Map<String, Existing> existing(TestPlatform platform, String table) {
    Map<String, Existing> columns = new HashMap<>();
    for (Map<String, Object> row :
        platform.query(
            "select column_name, udt_name, is_nullable = 'NO' and column_default is null and"
                + " is_generated = 'NEVER' as required from information_schema.columns where"
                + " table_schema = 'view' and table_name = '"
                + table
                + "'")) {
      String type = String.valueOf(row.get("udt_name"));
      columns.put(
          String.valueOf(row.get("column_name")),
          new Existing(
              DECLARED.getOrDefault(type, type), Boolean.TRUE.equals(row.get("required"))));
    }
    return columns;
  }

  private static List<String> primaryKey(TestPlatform platform, String table) {
    return platform
        .query(
            "select column_name from information_schema.key_column_usage u join"
                + " information_schema.table_constraints c using (constraint_schema,"
                + " constraint_name) where c.constraint_type = 'PRIMARY KEY' and c.table_schema ="
                + " 'view' and c.table_name = '"
                + table
                + "' order by u.ordinal_position")
        .stream()
        .map(row -> String.valueOf(row.get("column_name")))
        .toList();
  }
}
