package florin.journal.database;

import reactor.core.publisher.Mono;

/**
 * Runs work that a departing client must not cancel: a cancelled statement of more than a few
 * hundred rows can wedge its connection (r2dbc-postgresql issue 661), and a cancelled command would
 * leave the client guessing. Cancelling the result stops the waiting, never the work.
 */
public final class NonCancellable {

  private NonCancellable() {}

  public static <T> Mono<T> run(Mono<T> work) {
    return Mono.deferContextual(
        context -> Mono.fromFuture(work.contextWrite(context).toFuture(), true));
  }
}
