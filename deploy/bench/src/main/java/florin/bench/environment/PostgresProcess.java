package florin.bench.environment;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A PostgreSQL server of this run, as durable as the services demand. */
public final class PostgresProcess implements AutoCloseable {

  private static final List<String> SHOWN =
      List.of(
          "server_version",
          "fsync",
          "synchronous_commit",
          "full_page_writes",
          "shared_buffers",
          "max_wal_size",
          "wal_sync_method");

  private final EmbeddedPostgres server;
  private final String password = UUID.randomUUID().toString();

  public PostgresProcess() {
    try {
      server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("shared_buffers", "512MB")
              .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  int port() {
    return server.getPort();
  }

  /** Of every role. */
  String password() {
    return password;
  }

  Connection open(String database, String role) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port() + "/" + database, role, password);
  }

  void execute(String database, String... statements) {
    try (Connection connection = open(database, "postgres");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /**
   * The settings of the server.
   *
   * @throws IllegalStateException if a commit would not be durable: such a figure is worthless
   */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    try (Connection connection = open("postgres", "postgres");
        Statement statement = connection.createStatement()) {
      for (String name : SHOWN) {
        try (ResultSet row = statement.executeQuery("show " + name)) {
          row.next();
          settings.put(name, row.getString(1));
        }
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    for (String name : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      if (!"on".equals(settings.get(name))) {
        throw new IllegalStateException(name + ": " + settings.get(name) + " (expected: on)");
      }
    }
    return settings;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
