package florin.providersync.sync;

import florin.journal.stream.Ids;
import florin.providersync.request.SyncRequests;
import florin.providersync.sync.job.LeaseLost;
import florin.providersync.sync.job.LeasedJob;
import florin.providersync.sync.job.SyncJobs;
import florin.providersync.sync.job.SyncProperties;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Takes due jobs and runs them, a few at a time. Several processes may do so: a job is claimed with
 * {@code skip locked} and held by a lease.
 */
@Component
class SyncLoop implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(SyncLoop.class);

  /** After the relay has started, and ended before it. */
  private static final int PHASE = 1;

  private static final Duration PARTING = Duration.ofSeconds(3);

  private final SyncJobs jobs;
  private final SyncRunner runner;
  private final SyncRequests requests;
  private final SyncProperties properties;
  private final String owner = Ids.next().toString();
  private volatile @Nullable Disposable lanes;

  SyncLoop(SyncJobs jobs, SyncRunner runner, SyncRequests requests, SyncProperties properties) {
    this.jobs = jobs;
    this.runner = runner;
    this.requests = requests;
    this.properties = properties;
  }

  @Override
  public void start() {
    lanes = Flux.range(0, properties.lanes()).flatMap(_ -> lane(), properties.lanes()).subscribe();
  }

  private Mono<Void> lane() {
    return Mono.defer(this::turn)
        .repeat()
        .doOnError(failed -> log.warn("sync lane stumbled: {}", failed.toString()))
        .retryWhen(
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                .maxBackoff(Duration.ofSeconds(5))
                .transientErrors(true))
        .then();
  }

  /** One job, or one wait. */
  private Mono<Void> turn() {
    long seen = requests.signalCount();
    return jobs.claim(owner, properties.lease())
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(claim -> claim.map(this::work).orElseGet(() -> idle(seen)));
  }

  /** Whichever ends first: the run, or the right to run it. */
  private Mono<Void> work(LeasedJob leasedJob) {
    return Mono.firstWithSignal(
            runner.run(leasedJob), jobs.renewLease(leasedJob, properties.lease()))
        .onErrorResume(
            LeaseLost.class,
            lost -> {
              log.info("{}", lost.getMessage());
              return Mono.empty();
            });
  }

  private Mono<Void> idle(long seen) {
    return Mono.firstWithSignal(requests.signalAfter(seen), Mono.delay(properties.poll()).then());
  }

  @Override
  public void stop() {
    Disposable running = lanes;
    if (running != null) {
      running.dispose();
      lanes = null;
      jobs.releaseLeases(owner)
          .doOnError(failed -> log.warn("jobs keep their leases: {}", failed.toString()))
          .onErrorComplete()
          .block(PARTING);
    }
  }

  @Override
  public boolean isRunning() {
    return lanes != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
