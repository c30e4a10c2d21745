package florin.journal.database;

import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Queries: each a read-only transaction that sees one user's rows and nobody else's. Open for
 * tests.
 */
public class DatabaseReads {

  private final Sessions sessions;

  public DatabaseReads(Sessions sessions) {
    this.sessions = sessions;
  }

  /**
   * Runs a query as a user.
   *
   * @throws Rejection {@code user-erased}
   */
  public <T> Mono<T> read(UUID user, Function<Session, Mono<T>> query) {
    return NonCancellable.run(sessions.readOnly(user, query));
  }
}
