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
class ScheduledTasks implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ScheduledTasks.class);

  private final List<ScheduledTask> chores;
  private volatile @Nullable Disposable running;

  ScheduledTasks(List<ScheduledTask> chores) {
    this.chores = chores;
  }

  @Override
  public void start() {
    running =
        Flux.fromIterable(chores)
            .flatMap(ScheduledTasks::schedule, Math.max(1, chores.size()))
            .subscribe();
  }

  private static Flux<Void> schedule(ScheduledTask scheduledTask) {
    Flux<?> ticks = Flux.interval(java.time.Duration.ZERO, scheduledTask.interval());
    return Flux.merge(ticks, scheduledTask.signals())
        .onBackpressureLatest()
        .concatMap(_ -> runOnce(scheduledTask), 1);
  }

  private static Mono<Void> runOnce(ScheduledTask scheduledTask) {
    return Mono.defer(scheduledTask::run)
        .doOnError(
            failed -> log.warn("{} is done later: {}", scheduledTask.name(), failed.toString()))
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
