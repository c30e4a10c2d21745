package florin.journal.database;

import io.r2dbc.spi.Connection;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** One open transaction on one connection. It ends with the function it was given to. */
public final class Session {

  private final Connection connection;

  Session(Connection connection) {
    this.connection = connection;
  }

  /** A statement with {@code :named} parameters; arrays are bound as arrays. */
  public GenericExecuteSpec sql(String statement) {
    return new BoundStatement(connection, statement);
  }

  public Connection connection() {
    return connection;
  }
}
