package florin.journal.database;

import io.r2dbc.spi.Connection;
import org.springframework.r2dbc.connection.SingleConnectionFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** One open transaction on one connection. It ends with the function it was given to. */
public final class Session {

  private final Connection connection;
  private final DatabaseClient client;

  Session(Connection connection) {
    this.connection = connection;
    this.client =
        DatabaseClient.builder()
            .connectionFactory(
                new SingleConnectionFactory(
                    connection, connection.getMetadata()::getDatabaseProductName, true))
            .bindMarkers(org.springframework.r2dbc.core.binding.BindMarkersFactory.indexed("$", 1))
            .build();
  }

  /** A statement with {@code :named} parameters; arrays are bound as arrays. */
  public GenericExecuteSpec sql(String statement) {
    return client.sql(statement);
  }

  public Connection connection() {
    return connection;
  }
}
