package florin.journal.database;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Queries, each in a read-only transaction that sees the rows of one user only. The queries of one
 * household use a part of the pool at most, so that slow ones do not keep others waiting. Open for
 * tests.
 */
public class DatabaseReads {

  /** Enough for the requests of one page; others find the rest of the pool free. */
  private static final int HOUSEHOLD_CONNECTIONS = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Sessions sessions;
  private final HouseholdQueue householdQueue;

  public DatabaseReads(Sessions sessions) {
    this(sessions, PATIENCE);
  }

  /**
   * @param patience how long a query waits behind others of its household before it fails with
   *     {@link java.util.concurrent.TimeoutException}
   */
  public DatabaseReads(Sessions sessions, Duration patience) {
    this.sessions = sessions;
    this.householdQueue = new HouseholdQueue(HOUSEHOLD_CONNECTIONS, patience);
  }

  /**
   * Runs a query as a user.
   *
   * @throws Rejection {@code user-erased}
   */
  public <T> Mono<T> read(UUID user, Function<Session, Mono<T>> query) {
    return NonCancellable.run(householdQueue.enqueue(user, sessions.readOnly(user, query)));
  }
}
