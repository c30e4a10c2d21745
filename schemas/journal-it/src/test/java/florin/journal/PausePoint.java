package florin.journal;

import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A place in a pipeline where it stops until it is told to go on. */
final class PausePoint {

  private final Sinks.Empty<Void> reached = Sinks.empty();
  private final Sinks.Empty<Void> released = Sinks.empty();

  Mono<Void> here() {
    return Mono.defer(
        () -> {
          reached.tryEmitEmpty();
          return released.asMono();
        });
  }

  void awaitReached() {
    reached.asMono().block(Duration.ofSeconds(20));
  }

  void release() {
    released.tryEmitEmpty();
  }
}
