package florin.journal.test;

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

/** The one PostgreSQL of a test JVM, with a database for each service under test. */
final class TestPostgres {

  private static final String PASSWORD = "test-only";

  private final TestServers.Address address;

  private TestPostgres(TestServers.Address address) {
    this.address = address;
  }

  private static final class Holder {
    private static final TestPostgres INSTANCE =
        new TestPostgres(TestServers.startPostgres(PASSWORD));
  }

  static TestPostgres shared() {
    return Holder.INSTANCE;
  }

  String host() {
    return address.host();
  }

  int port() {
    return address.port();
  }

  String password() {
    return PASSWORD;
  }

  /** Makes the database and the roles of a service, as an operator would. */
  void create(String service, String database) {
    execute("postgres", "create database " + database);
    String script = resource("/florin/journal/bootstrap.sql").replace("${service}", service);
    for (String role : List.of("owner", "app", "worker", "relay", "vault", "erasure")) {
      script = script.replace("${" + role + "_password}", PASSWORD);
    }
    execute(database, script);
  }

  void execute(String database, String sql) {
    try (Connection connection = open(database, "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(sql.lines().findFirst().orElse(""), failed);
    }
  }

  List<Map<String, Object>> query(String database, String role, String sql) {
    try (Connection connection = open(database, role);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
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
    } catch (SQLException failed) {
      throw new IllegalStateException(failed.getMessage(), failed);
    }
  }

  Connection open(String database, String role) throws SQLException {
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
