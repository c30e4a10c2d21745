package florin.journal.database;

import reactor.core.publisher.Mono;

/**
 * Runs work that a departing client must not cancel: a cancelled command would leave the client
 * guessing, and before r2dbc-postgresql 1.1.3 (its issue 661) a cancelled statement of more than a
 * few hundred rows could block its connection for good. Cancelling the result stops the waiting,
 * never the work.
 */
public final class NonCancellable {

  private NonCancellable() {}

  public static <T> Mono<T> run(Mono<T> work) {
    return Mono.deferContextual(
        context -> Mono.fromFuture(work.contextWrite(context).toFuture(), true));
  }
}
