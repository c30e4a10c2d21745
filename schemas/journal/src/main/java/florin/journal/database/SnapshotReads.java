package florin.journal.database;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/**
 * Queries of many rows, such as exports: each a read-only transaction that sees one user's rows in
 * one state of the database, and that lasts as long as its rows are taken. One at a time per
 * household, and a part of the pool at most, so that slow clients leave connections to others.
 *
 * <p>A client that goes away cancels its query: the driver drains the result, and the transaction
 * is rolled back before its connection is used again.
 */
public final class SnapshotReads {

  private static final UUID EVERY_HOUSEHOLD = new UUID(0, 0);

  private final Sessions sessions;
  private final HouseholdQueue households;
  private final HouseholdQueue all;

  /**
   * @param connections that all queries together may hold at the same time
   * @param patience how long a query waits behind others before it fails with {@link
   *     java.util.concurrent.TimeoutException}
   */
  public SnapshotReads(Sessions sessions, int connections, Duration patience) {
    this.sessions = sessions;
    this.households = new HouseholdQueue(1, patience);
    this.all = new HouseholdQueue(connections, patience);
  }

  /**
   * Runs a query as a user.
   *
   * @throws florin.journal.stream.Rejection {@code user-erased}
   */
  public <T> Flux<T> read(UUID user, Function<Session, Flux<T>> query) {
    return households.enqueueAll(
        user, all.enqueueAll(EVERY_HOUSEHOLD, sessions.snapshot(user, query)));
  }
}
