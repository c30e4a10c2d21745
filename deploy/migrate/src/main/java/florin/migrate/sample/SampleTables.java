package florin.migrate.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes rows into the tables of a sample; a column that a shape does not have is left out. */
final class SampleTables {

  private static final int BATCH = 500;

  private final Connection connection;
  private final Set<String> columns = new HashSet<>();

  SampleTables(Connection connection, String shape) throws SQLException {
    this.connection = connection;
    for (String ddl : script(shape).split(";\n")) {
      if (!ddl.isBlank()) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(ddl);
        }
        note(ddl);
      }
    }
  }

  private static String script(String shape) {
    try (InputStream in = SampleTables.class.getResourceAsStream(shape + ".sql")) {
      return new String(
          Objects.requireNonNull(in, shape + ".sql").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void note(String ddl) {
    String table = ddl.replaceAll("(?s)create table (\\w+) .*", "$1").strip();
    String body = ddl.substring(ddl.indexOf('(') + 1);
    for (String column : body.split(", ")) {
      columns.add(table + "." + column.strip().split(" ")[0]);
    }
  }

  boolean has(String table, String column) {
    return columns.contains(table + "." + column);
  }

  /** Rows of a table; each has a value for every name. */
  final class Insert {
    private final String table;
    private final List<String> names;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    private Insert(String table, String... names) {
      this.table = table;
      this.names = List.of(names);
    }

    Insert row(@Nullable Object... values) {
      if (values.length != names.size()) {
        throw new IllegalArgumentException(
            "%s: %d values (expected: %d)".formatted(table, values.length, names.size()));
      }
      rows.add(Arrays.copyOf(values, values.length));
      return this;
    }

    void write() throws SQLException {
      List<Integer> used = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        if (has(table, names.get(i))) {
          used.add(i);
        }
      }
      if (used.isEmpty()) {
        return;
      }
      String sql =
          "insert into %s (%s) values (%s)"
              .formatted(
                  table,
                  String.join(", ", used.stream().map(names::get).toList()),
                  String.join(", ", Collections.nCopies(used.size(), "?")));
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        int waiting = 0;
        for (@Nullable Object[] row : rows) {
          for (int i = 0; i < used.size(); i++) {
            statement.setObject(i + 1, row[used.get(i)]);
          }
          statement.addBatch();
          if (++waiting % BATCH == 0) {
            statement.executeBatch();
          }
        }
        statement.executeBatch();
      }
    }
  }

  Insert into(String table, String... names) {
    return new Insert(table, names);
  }
}
