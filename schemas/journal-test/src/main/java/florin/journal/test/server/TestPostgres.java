package florin.journal.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one PostgreSQL of a test JVM, with a database for each service under test. */
public final class TestPostgres {

  private static final String PASSWORD = "test-only";

  private final TestServers.Address address;
  private final IdleConnections idleConnections = new IdleConnections();

  private TestPostgres(TestServers.Address address) {
    this.address = address;
  }

  private static final class Holder {
    private static final TestPostgres INSTANCE =
        new TestPostgres(TestServers.startPostgres(PASSWORD));
  }

  public static TestPostgres shared() {
    return Holder.INSTANCE;
  }

  public String host() {
    return address.host();
  }

  public int port() {
    return address.port();
  }

  public String password() {
    return PASSWORD;
  }

  /** Makes the database and the roles of a service, as an operator would. */
  public void create(String service, String database) {
    execute("postgres", "create database " + database);
    String script = resource("/florin/journal/bootstrap.sql").replace("${service}", service);
    for (String role : List.of("owner", "app", "worker", "relay", "vault", "erasure")) {
      script = script.replace("${" + role + "_password}", PASSWORD);
    }
    execute(database, script);
  }

  public void execute(String database, String sql) {
    try {
      with(
          database,
          "postgres",
          statement -> {
            statement.execute(sql);
            return true;
          });
    } catch (SQLException failed) {
      throw new IllegalStateException(sql.lines().findFirst().orElse(""), failed);
    }
  }

  public List<Map<String, Object>> query(String database, String role, String sql) {
    try {
      return with(database, role, statement -> read(statement, sql));
    } catch (SQLException failed) {
      throw new IllegalStateException(failed.getMessage(), failed);
    }
  }

  private static List<Map<String, Object>> read(Statement statement, String sql)
      throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      List<Map<String, Object>> result = new ArrayList<>();
      ResultSetMetaData columns = rows.getMetaData();
      while (rows.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.put(columns.getColumnLabel(i), rows.getObject(i));
        }
        result.add(row);
      }
      return result;
    }
  }

  /** Something done with a statement. */
  private interface Work<T> {
    T with(Statement statement) throws SQLException;
  }

  /**
   * Runs the work on an idle connection, or on a new one if there is none or the server has ended
   * it. A connection whose work fails is closed.
   */
  private <T> T with(String database, String role, Work<T> work) throws SQLException {
    Optional<Connection> idle = idleConnections.take(database, role);
    if (idle.isPresent()) {
      try {
        return with(database, role, idle.get(), work);
      } catch (SQLException failed) {
        if (!isDisconnected(failed)) {
          throw failed;
        }
      }
    }
    return with(database, role, open(database, role), work);
  }

  private <T> T with(String database, String role, Connection connection, Work<T> work)
      throws SQLException {
    boolean done = false;
    try (Statement statement = connection.createStatement()) {
      T result = work.with(statement);
      done = true;
      return result;
    } finally {
      if (done) {
        idleConnections.give(database, role, connection);
      } else {
        connection.close();
      }
    }
  }

  private static boolean isDisconnected(SQLException failed) {
    String state = String.valueOf(failed.getSQLState());
    return state.startsWith("08") || state.startsWith("57P");
  }

  public Connection open(String database, String role) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + host() + ":" + port() + "/" + database, role, PASSWORD);
  }

  private static String resource(String name) {
    try (var in = TestPostgres.class.getResourceAsStream(name)) {
      return new String(
          java.util.Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
