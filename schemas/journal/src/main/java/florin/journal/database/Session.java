package florin.journal.database;

import io.r2dbc.spi.Connection;
import java.util.ArrayList;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** One open transaction on one connection. It ends with the function it was given to. */
public final class Session {

  private final Connection connection;
  private final List<Mono<Void>> withCommit = new ArrayList<>();
  private String commitCondition = "";

  Session(Connection connection) {
    this.connection = connection;
  }

  /** A statement with {@code :named} parameters; arrays are bound as arrays. */
  public GenericExecuteSpec sql(String statement) {
    return new BoundStatement(connection, statement);
  }

  /**
   * Keeps statements that are sent together with the commit, in this order and without waiting for
   * each other's results: locks that the last of them takes are held for no round trip. Each must
   * be sent when it is subscribed to.
   *
   * @param condition a statement that fails unless they have all taken effect; the commit is not
   *     executed if it fails
   * @throws IllegalStateException if the transaction has such statements already
   */
  public void withCommit(List<Mono<Void>> statements, String condition) {
    if (!withCommit.isEmpty()) {
      throw new IllegalStateException("events are appended already (expected: once)");
    }
    withCommit.addAll(statements);
    commitCondition = condition;
  }

  List<Mono<Void>> withCommit() {
    return withCommit;
  }

  String commitCondition() {
    return commitCondition;
  }

  public Connection connection() {
    return connection;
  }
}
