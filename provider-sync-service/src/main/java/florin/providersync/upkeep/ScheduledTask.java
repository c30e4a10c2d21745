package florin.providersync.upkeep;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Something to be done regularly. It may be done by several processes at the same time. */
public interface ScheduledTask {

  /** For the log. */
  String name();

  Duration interval();

  /** What it does when it is time, or earlier when somebody rings. */
  Mono<Void> run();

  /** Calls to do it at once. */
  default Flux<Boolean> signals() {
    return Flux.empty();
  }
}
