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
 * Work that runs when the service starts, then at a fixed interval, and earlier on a signal: one
 * round at a time. A round that fails is logged; the next one runs when it is due. Several
 * processes may run the same work at the same time.
 */
public final class PeriodicTask implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(PeriodicTask.class);

  private final String name;
  private final Duration every;
  private final Supplier<Mono<Void>> round;
  private final Flux<?> signals;
  private volatile @Nullable Disposable loop;

  /**
   * @param name of the work, for the log
   */
  public PeriodicTask(String name, Duration every, Supplier<Mono<Void>> round) {
    this(name, every, round, Flux.empty());
  }

  /**
   * @param name of the work, for the log
   * @param signals each one starts a round as soon as the running one is done
   */
  public PeriodicTask(String name, Duration every, Supplier<Mono<Void>> round, Flux<?> signals) {
    this.name = name;
    this.every = every;
    this.round = round;
    this.signals = signals;
  }

  @Override
  public void start() {
    loop =
        Flux.merge(Flux.interval(Duration.ZERO, every), signals)
            .onBackpressureLatest()
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
