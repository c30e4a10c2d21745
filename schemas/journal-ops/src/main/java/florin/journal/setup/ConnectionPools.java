package florin.journal.setup;

import florin.journal.migration.Migrations;
import florin.journal.settings.JournalProperties;
import florin.journal.settings.Secret;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Connection pools, one per role: a batch of the inbox must not take the connections of the API.
 */
public final class ConnectionPools {

  private final JournalProperties properties;

  public ConnectionPools(JournalProperties properties) {
    this.properties = properties;
  }

  public ConnectionPool app() {
    return pool("app", properties.database().appPassword(), properties.database().appConnections());
  }

  /** Queries of the API: slow ones take no connection of a command. */
  public ConnectionPool reads() {
    return pool(
        "reads",
        "app",
        properties.database().appPassword(),
        properties.database().readConnections());
  }

  public ConnectionPool worker() {
    return pool(
        "worker",
        properties.database().workerPassword(),
        properties.database().workerConnections());
  }

  public ConnectionPool relay() {
    return pool("relay", properties.database().relayPassword(), 2);
  }

  /** One that holds the maintenance lock, one that works, one to spare. */
  public ConnectionPool owner() {
    return pool("owner", properties.database().ownerPassword(), 3);
  }

  /** One that compares, one that replays, one to spare. */
  public ConnectionPool rebuild() {
    return pool("worker", properties.database().workerPassword(), 3);
  }

  /** One that works, one to spare. */
  public ConnectionPool erasure() {
    return pool("erasure", properties.database().erasurePassword(), 2);
  }

  /**
   * A pool of any role of this service, for rooms that have one of their own, such as the vault.
   */
  public ConnectionPool pool(String role, @Nullable Secret password, int connections) {
    return pool(role, role, password, connections);
  }

  private ConnectionPool pool(
      String name, String role, @Nullable Secret password, int connections) {
    JournalProperties.Database database = properties.database();
    PostgresqlConnectionConfiguration connection =
        PostgresqlConnectionConfiguration.builder()
            .host(database.host())
            .port(database.port())
            .database(database.name())
            .username(properties.role(role))
            .password(Migrations.password(password, role))
            .applicationName(properties.service() + "/" + role)
            .schema("view")
            .connectTimeout(Duration.ofSeconds(5))
            .tcpKeepAlive(true)
            .tcpNoDelay(true)
            .forceBinary(true) // as text, a payload comes as hex and is matched by an expression
            .lockWaitTimeout(database.lockTimeout())
            .statementTimeout(database.statementTimeout())
            .options(
                Map.of(
                    "idle_in_transaction_session_timeout",
                    Long.toString(database.idleInTransactionTimeout().toMillis()),
                    "TimeZone",
                    "UTC"))
            .build();
    return new ConnectionPool(
        ConnectionPoolConfiguration.builder(new PostgresqlConnectionFactory(connection))
            .name(name)
            .initialSize(0)
            .maxSize(connections)
            .maxAcquireTime(database.maxAcquireTime())
            .maxIdleTime(Duration.ofMinutes(5))
            .maxLifeTime(Duration.ofMinutes(30))
            .validationDepth(ValidationDepth.LOCAL)
            .build());
  }
}
