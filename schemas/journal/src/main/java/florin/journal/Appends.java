package florin.journal;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * The bell between commands and the relay of the same process. A lost ring costs one poll interval,
 * nothing more.
 */
public final class Appends {

  private final Sinks.Many<Boolean> bell = Sinks.many().multicast().directBestEffort();

  public void wake() {
    bell.emitNext(
        Boolean.TRUE, Sinks.EmitFailureHandler.busyLooping(java.time.Duration.ofMillis(10)));
  }

  public Flux<Boolean> rings() {
    return bell.asFlux();
  }
}
