package florin.local.storage;

import florin.local.host.SecretFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;

/** One database and one set of roles per service, made by the superuser; repeatable. */
public record Databases(PostgresServer postgres, SecretFiles secrets) {

  private static final String BOOTSTRAP = "florin/journal/bootstrap.sql";
  private static final String EXISTS = "select 1 from pg_database where datname = ?";

  public void create() {
    try {
      try (var superuser = postgres.connect("postgres")) {
        for (var serviceName : ServiceName.values()) {
          createDatabase(superuser, serviceName.database());
        }
      }
      for (var serviceName : ServiceName.values()) {
        bootstrap(serviceName);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("databases could not be made: " + e.getSQLState(), e);
    }
  }

  private static void createDatabase(Connection superuser, String name) throws SQLException {
    try (var query = superuser.prepareStatement(EXISTS)) {
      query.setString(1, name);
      try (var found = query.executeQuery()) {
        if (found.next()) {
          return;
        }
      }
    }
    try (var statement = superuser.createStatement()) {
      statement.execute("create database " + name);
    }
  }

  private void bootstrap(ServiceName serviceName) throws SQLException {
    var sql = bootstrapSql().replace("${service}", serviceName.role());
    for (var password : passwords(serviceName).entrySet()) {
      sql = sql.replace("${" + password.getKey() + "_password}", password.getValue());
    }
    try (var connection = postgres.connect(serviceName.database());
        var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  private static String bootstrapSql() {
    try (var in = Databases.class.getClassLoader().getResourceAsStream(BOOTSTRAP)) {
      if (in == null) {
        throw new IllegalStateException(BOOTSTRAP + " is not on the classpath");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By the name of the role: {@code owner}, {@code app} … */
  public Map<String, String> passwords(ServiceName serviceName) {
    return secrets.passwords(serviceName.role(), DatabaseRole.keys());
  }

  public String password(ServiceName serviceName, DatabaseRole databaseRole) {
    var password = passwords(serviceName).get(databaseRole.key());
    if (password == null) {
      throw new IllegalStateException(
          "role: "
              + databaseRole
              + " (expected: one of "
              + Arrays.toString(DatabaseRole.values())
              + ")");
    }
    return password;
  }
}
