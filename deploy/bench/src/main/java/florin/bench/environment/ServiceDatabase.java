package florin.bench.environment;

import florin.journal.migration.Migrations;
import florin.journal.settings.JournalProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * A fresh database of a service with all its tables, and the limit's beside them if it is
 * transactions-service; gone when closed. The migrations are those on the class path.
 */
public final class ServiceDatabase implements AutoCloseable {

  static final String SERVICE = "transactions";

  private static final List<String> ROLES =
      List.of("owner", "app", "worker", "relay", "vault", "erasure");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final PostgresProcess server;
  private final KafkaProcess kafkaProcess;
  private final String service;
  private final String name = "bench_" + NUMBER.incrementAndGet();

  public ServiceDatabase(PostgresProcess server, KafkaProcess kafkaProcess) {
    this(server, kafkaProcess, SERVICE);
    server.execute(name, text("/florin/bench/limit.sql"));
  }

  public ServiceDatabase(PostgresProcess server, KafkaProcess kafkaProcess, String service) {
    this.service = service;
    this.server = server;
    this.kafkaProcess = kafkaProcess;
    server.execute("postgres", "create database " + name);
    String bootstrap = text("/florin/journal/bootstrap.sql").replace("${service}", service);
    for (String role : ROLES) {
      bootstrap = bootstrap.replace("${" + role + "_password}", server.password());
    }
    server.execute(name, bootstrap);
    new Migrations(properties()).run();
  }

  /** The settings of a service that works on this database; system properties may change them. */
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("florin.journal.service", service);
    settings.put("florin.journal.database.port", server.port());
    settings.put("florin.journal.database.name", name);
    for (String role : ROLES) {
      settings.put("florin.journal.database." + role + "password", server.password());
    }
    settings.put("florin.journal.kafka.bootstrap", kafkaProcess.bootstrap());
    System.getProperties().stringPropertyNames().stream()
        .filter(property -> property.startsWith("florin.journal."))
        .forEach(property -> settings.put(property, System.getProperty(property)));
    return settings;
  }

  public JournalProperties properties() {
    return new Binder(new MapConfigurationPropertySource(settings()))
        .bind("florin.journal", JournalProperties.class)
        .get();
  }

  /** A connection that sees every row. */
  public Connection open() throws SQLException {
    return server.open(name, "postgres");
  }

  /** A connection that sees one user's rows, as the service's API does. */
  public Connection openAs(UUID user) throws SQLException {
    Connection connection = server.open(name, service + "_app");
    try (Statement statement = connection.createStatement()) {
      statement.execute("set app.user_id = '" + user + "'");
      statement.execute("set search_path = view");
    }
    return connection;
  }

  public void execute(String... statements) {
    server.execute(name, statements);
  }

  /** Writes dirty buffers to disk, so that the next work is not charged for them. */
  public void checkpoint() {
    server.execute(name, "checkpoint");
  }

  /** The single number a query gives. */
  public long number(String sql) {
    try (Connection connection = open()) {
      return number(connection, sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Waits until a query gives a number. */
  public void await(String sql, long expected) {
    try (Connection connection = open()) {
      Await.until(
          sql + " = " + expected,
          () -> {
            try {
              return number(connection, sql) == expected;
            } catch (SQLException failed) {
              throw new IllegalStateException(failed);
            }
          });
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static String text(String resource) {
    try (var in = ServiceDatabase.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    server.execute("postgres", "drop database " + name + " with (force)");
  }
}
