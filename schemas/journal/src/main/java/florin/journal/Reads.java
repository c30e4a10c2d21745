package florin.journal;

import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Queries: each a read-only transaction that sees one user's rows and nobody else's. Open for
 * tests.
 */
public class Reads {

  private final Sessions sessions;

  public Reads(Sessions sessions) {
    this.sessions = sessions;
  }

  /**
   * Runs a query as a user.
   *
   * @throws Rejection {@code user-erased}
   */
  public <T> Mono<T> as(UUID user, Function<Session, Mono<T>> query) {
    return Detached.from(sessions.reading(user, query));
  }
}
