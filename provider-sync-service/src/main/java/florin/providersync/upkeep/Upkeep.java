package florin.providersync.upkeep;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Does the chores. One that fails is done again when it is its time again. */
@Component
class Upkeep implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

  private final List<Chore> chores;
  private volatile @Nullable Disposable running;

  Upkeep(List<Chore> chores) {
    this.chores = chores;
  }

  @Override
  public void start() {
    running =
        Flux.fromIterable(chores)
            .flatMap(Upkeep::regularly, Math.max(1, chores.size()))
            .subscribe();
  }

  private static Flux<Void> regularly(Chore chore) {
    Flux<?> ticks = Flux.interval(java.time.Duration.ZERO, chore.every());
    return Flux.merge(ticks, chore.rings()).onBackpressureLatest().concatMap(_ -> done(chore), 1);
  }

  private static Mono<Void> done(Chore chore) {
    return Mono.defer(chore::work)
        .doOnError(failed -> log.warn("{} is done later: {}", chore.name(), failed.toString()))
        .onErrorComplete();
  }

  @Override
  public void stop() {
    Disposable current = running;
    if (current != null) {
      current.dispose();
      running = null;
    }
  }

  @Override
  public boolean isRunning() {
    return running != null;
  }
}
