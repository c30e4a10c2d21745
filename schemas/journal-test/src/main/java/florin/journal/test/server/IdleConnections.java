package florin.journal.test.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * The JDBC connections that tests used last, a few for all databases of a JVM: tests poll with
 * short queries, and opening a connection takes longer than such a query.
 */
final class IdleConnections {

  private static final int MOST = 6;

  private record Idle(String database, String role, Connection connection) {}

  private final Deque<Idle> idle = new ArrayDeque<>();

  synchronized Optional<Connection> take(String database, String role) {
    Iterator<Idle> newestFirst = idle.descendingIterator();
    while (newestFirst.hasNext()) {
      Idle next = newestFirst.next();
      if (next.database().equals(database) && next.role().equals(role)) {
        newestFirst.remove();
        return Optional.of(next.connection());
      }
    }
    return Optional.empty();
  }

  /** Keeps the connection and closes the one that was idle longest if there are too many. */
  synchronized void give(String database, String role, Connection connection) throws SQLException {
    idle.addLast(new Idle(database, role, connection));
    if (idle.size() > MOST) {
      idle.removeFirst().connection().close();
    }
  }
}
