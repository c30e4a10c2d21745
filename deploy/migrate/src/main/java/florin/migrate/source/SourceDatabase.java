package florin.migrate.source;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.sqlite.SQLiteConfig;

/**
 * A pyNance database. It is opened read-only and everything is read in one transaction, so that all
 * tables are of one moment while pyNance may still be running. Rows are streamed.
 */
public final class SourceDatabase implements AutoCloseable {

  private static final int FETCH = 1_000;

  private final Connection connection;
  private final boolean postgres;
  private final SequencedMap<String, SourceTable> tables;

  private SourceDatabase(Connection connection, boolean postgres) throws SQLException {
    this.connection = connection;
    this.postgres = postgres;
    this.tables = tables(connection, postgres);
  }

  /** Reads a row. */
  public interface RowReader {
    void read(SourceRow row);
  }

  /**
   * Opens a database.
   *
   * @param location a JDBC address of PostgreSQL, or the path of an SQLite file
   * @throws UnusableSource if it cannot be opened
   */
  public static SourceDatabase open(String location, String user, String password) {
    boolean postgres = location.startsWith("jdbc:postgresql:");
    try {
      Connection connection =
          postgres ? postgres(location, user, password) : sqlite(Path.of(location));
      return new SourceDatabase(connection, postgres);
    } catch (SQLException failed) {
      throw new UnusableSource(
          "source: %s cannot be opened: %s".formatted(withoutQuery(location), failed.getMessage()));
    }
  }

  /** The query of an address may contain a password. */
  private static String withoutQuery(String location) {
    int query = location.indexOf('?');
    return query < 0 ? location : location.substring(0, query);
  }

  private static Connection postgres(String location, String user, String password)
      throws SQLException {
    Properties properties = new Properties();
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
      properties.setProperty("password", password);
    }
    Connection connection = DriverManager.getConnection(location, properties);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set time zone 'UTC'");
    }
    return connection;
  }

  private static Connection sqlite(Path file) throws SQLException {
    if (!Files.isRegularFile(file)) {
      throw new UnusableSource(
          "source: %s (expected: an SQLite file, or an address that begins with jdbc:postgresql:)"
              .formatted(file));
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    Connection connection =
        config.createConnection("jdbc:sqlite:" + file.toAbsolutePath().normalize());
    connection.setAutoCommit(false);
    return connection;
  }

  private static SequencedMap<String, SourceTable> tables(Connection connection, boolean postgres)
      throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    String schema = postgres ? connection.getSchema() : null;
    TreeMap<String, Map<String, SourceColumn>> found = new TreeMap<>();
    try (ResultSet rows = metaData.getTables(null, schema, "%", new String[] {"TABLE"})) {
      while (rows.next()) {
        String name = rows.getString("TABLE_NAME");
        if (!name.startsWith("sqlite_")) {
          found.put(name, new HashMap<>());
        }
      }
    }
    for (Map.Entry<String, Map<String, SourceColumn>> table : found.entrySet()) {
      try (ResultSet rows = metaData.getColumns(null, schema, pattern(table.getKey()), "%")) {
        while (rows.next()) {
          SourceColumn column =
              SourceColumn.of(
                  rows.getString("COLUMN_NAME"),
                  rows.getString("TYPE_NAME"),
                  rows.getInt("COLUMN_SIZE"),
                  rows.getInt("DECIMAL_DIGITS"));
          if (table.getKey().equals(rows.getString("TABLE_NAME"))) {
            table.getValue().put(column.name(), column);
          }
        }
      }
    }
    SequencedMap<String, SourceTable> tables = new LinkedHashMap<>();
    found.forEach(
        (name, columns) ->
            tables.put(name.toLowerCase(Locale.ROOT), new SourceTable(name, columns)));
    return tables;
  }

  private static String pattern(String name) {
    return name.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%");
  }

  /** All tables by name, in alphabetical order. */
  public SequencedMap<String, SourceTable> tables() {
    return tables;
  }

  public Optional<SourceTable> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  public boolean has(String table, String column) {
    return table(table).filter(found -> found.has(column)).isPresent();
  }

  public String product() {
    return postgres ? "PostgreSQL" : "SQLite";
  }

  /** The number of rows of a table, 0 if it does not exist. */
  public long count(String table) {
    return table(table).map(found -> count(found, "*")).orElse(0L);
  }

  /** The number of rows of a table with a value in a column that it has. */
  long countValues(String table, String column) {
    return table(table)
        .flatMap(found -> found.column(column).map(of -> count(found, quoted(of.stored()))))
        .orElse(0L);
  }

  private long count(SourceTable table, String counted) {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(%s) from %s".formatted(counted, quoted(table.name())))) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException failed) {
      throw unreadable(table.name(), failed);
    }
  }

  /** The distinct values of a column of a table that has it, each in a row of its own. */
  public List<SourceRow> distinct(String table, String column) {
    List<SourceRow> rows = new ArrayList<>();
    table(table)
        .ifPresent(
            found ->
                found
                    .column(column)
                    .ifPresent(
                        of ->
                            run(
                                found,
                                "select distinct %s from %s"
                                    .formatted(quoted(of.stored()), quoted(found.name())),
                                rows::add)));
    return rows;
  }

  /** Reads all rows of a table in the order of a column, none if the table does not exist. */
  public void read(String table, String orderedBy, RowReader reader) {
    SourceTable found = tables.get(table);
    if (found == null) {
      return;
    }
    String order = found.column(orderedBy).map(of -> " order by " + quoted(of.stored())).orElse("");
    run(found, "select * from " + quoted(found.name()) + order, reader);
  }

  private void run(SourceTable table, String sql, RowReader reader) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH);
      try (ResultSet rows = statement.executeQuery()) {
        ResultSetMetaData metaData = rows.getMetaData();
        int columns = metaData.getColumnCount();
        String[] names = new String[columns];
        for (int i = 0; i < columns; i++) {
          names[i] = metaData.getColumnLabel(i + 1).toLowerCase(Locale.ROOT);
        }
        while (rows.next()) {
          Map<String, String> values = HashMap.newHashMap(columns);
          for (int i = 0; i < columns; i++) {
            String value = value(rows, i + 1);
            if (value != null) {
              values.put(names[i], value);
            }
          }
          reader.read(new SourceRow(table, values));
        }
      }
    } catch (SQLException failed) {
      throw unreadable(table.name(), failed);
    }
  }

  /** SQLite's own text of a floating-point number has 15 digits, which is not always the number. */
  private @org.jspecify.annotations.Nullable String value(ResultSet rows, int column)
      throws SQLException {
    if (postgres) {
      return rows.getString(column);
    }
    return switch (rows.getObject(column)) {
      case null -> null;
      case Double number ->
          Double.isFinite(number)
              ? new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString()
              : Double.toString(number);
      case byte[] _ -> rows.getString(column);
      case Object other -> other.toString();
    };
  }

  private static UnusableSource unreadable(String table, SQLException failed) {
    return new UnusableSource("table %s: %s".formatted(table, failed.getMessage()));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  @Override
  public void close() {
    try {
      connection.rollback();
      connection.close();
    } catch (SQLException failed) {
      throw new UnusableSource("source: cannot be closed: " + failed.getMessage());
    }
  }
}
