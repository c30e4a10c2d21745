package florin.journal;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Repeats a round of work for ever, one round at a time. After a failure the next round waits,
 * twice as long after each failure in a row; a round that succeeds ends the row.
 */
public final class EndlessRounds {

  private EndlessRounds() {}

  /**
   * @param onFailure called before the pause that follows a failure
   * @return emits one value per successful round; it neither completes nor fails
   */
  public static Flux<Boolean> of(
      Supplier<Mono<Void>> round,
      Duration firstPause,
      Duration longestPause,
      Consumer<Throwable> onFailure) {
    return Mono.defer(round)
        .thenReturn(Boolean.TRUE) // the value resets the count of failures in a row
        .repeat()
        .doOnError(onFailure)
        .retryWhen(
            Retry.backoff(Long.MAX_VALUE, firstPause)
                .maxBackoff(longestPause)
                .transientErrors(true));
  }
}
