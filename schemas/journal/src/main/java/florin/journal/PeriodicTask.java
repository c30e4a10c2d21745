package florin.journal;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Work that is done when the service starts and from time to time after it, one round at a time. A
 * round that fails is logged, and the next one comes when it is due.
 */
public final class PeriodicTask implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(PeriodicTask.class);

  private final String name;
  private final Duration every;
  private final Supplier<Mono<Void>> round;
  private volatile @Nullable Disposable loop;

  /**
   * @param name of the work, for the log
   */
  public PeriodicTask(String name, Duration every, Supplier<Mono<Void>> round) {
    this.name = name;
    this.every = every;
    this.round = round;
  }

  @Override
  public void start() {
    loop =
        Flux.interval(Duration.ZERO, every)
            .onBackpressureDrop()
            .concatMap(_ -> runRound(), 1)
            .subscribe();
  }

  private Mono<Void> runRound() {
    return Mono.defer(round)
        .doOnError(failure -> log.warn("{}: done later: {}", name, failure.toString()))
        .onErrorComplete();
  }

  @Override
  public void stop() {
    Disposable running = loop;
    if (running != null) {
      running.dispose();
      loop = null;
    }
  }

  @Override
  public boolean isRunning() {
    return loop != null;
  }
}
