package florin.journal.setup;

import florin.journal.inbox.Inbox;
import florin.journal.inbox.InboxState;
import florin.journal.inbox.consumer.InboxBatches;
import florin.journal.relay.Relay;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Health and gauges of relay and inboxes. A partition that is not read on is an alarm, and so is a
 * gap that does not heal within half a minute, a database that was restored to an earlier point;
 * parked events are shown but do not take the service down, because everyone else's go on.
 */
final class RuntimeHealth implements ReactiveHealthIndicator, SmartLifecycle {

  private static final Duration GAP_ALARM = Duration.ofSeconds(30);
  private static final Duration REFRESH = Duration.ofSeconds(5);

  private final String service;
  private final Relay relay;
  private final InboxBatches inboxBatches;
  private final List<Inbox> inboxes;
  private final Map<String, Long> values = new ConcurrentHashMap<>();
  private volatile @Nullable Disposable refreshing;

  RuntimeHealth(
      String service,
      Relay relay,
      InboxBatches inboxBatches,
      List<Inbox> inboxes,
      MeterRegistry meters,
      List<ConnectionPool> pools) {
    this.service = service;
    this.relay = relay;
    this.inboxBatches = inboxBatches;
    this.inboxes = inboxes;
    gauge(meters, "florin.relay.lag", "service", service, "Events of the journal not yet in Kafka");
    for (Inbox inbox : inboxes) {
      String topic = inbox.topic().topicName();
      gauge(meters, "florin.inbox.lag", "topic", topic, "Records of a topic not yet applied");
      gauge(meters, "florin.inbox.parked", "topic", topic, "Events waiting for an operator");
    }
    pools.forEach(
        pool ->
            pool.getMetrics()
                .ifPresent(
                    metrics -> {
                      String name = pool.getMetadata().getName() + "-" + pools.indexOf(pool);
                      Gauge.builder("florin.pool.acquired", metrics, m -> m.acquiredSize())
                          .tag("pool", name)
                          .register(meters);
                      Gauge.builder("florin.pool.pending", metrics, m -> m.pendingAcquireSize())
                          .tag("pool", name)
                          .register(meters);
                    }));
  }

  private void gauge(
      MeterRegistry meters, String name, String tag, String value, String description) {
    Gauge.builder(name, values, known -> known.getOrDefault(name + value, 0L))
        .tag(tag, value)
        .description(description)
        .register(meters);
  }

  @Override
  public Mono<Health> health() {
    return Mono.zip(
            relay.lag(),
            Flux.fromIterable(inboxes).concatMap(inboxBatches::state).collectList(),
            relay.incarnations().divergence())
        .map(
            found -> {
              boolean diverged = found.getT3().isPresent();
              Health.Builder health =
                  diverged || alarming(found.getT2()) ? Health.outOfService() : Health.up();
              health.withDetail(
                  "relay", Map.of("state", relay.statusText(), "lag", found.getT1().events()));
              found.getT3().ifPresent(reason -> health.withDetail("diverged", reason));
              found.getT2().forEach(state -> health.withDetail(state.topic(), state.details()));
              return health.build();
            })
        .onErrorResume(
            failure ->
                Mono.just(
                    Health.down().withDetail("error", failure.getClass().getSimpleName()).build()));
  }

  private static boolean alarming(List<InboxState> states) {
    Instant limit = Instant.now().minus(GAP_ALARM);
    return states.stream()
        .anyMatch(
            state ->
                state.stopped().isPresent()
                    || state.diverged().isPresent()
                    || state.gap().filter(gap -> gap.since().isBefore(limit)).isPresent());
  }

  private Mono<Void> refresh() {
    return relay
        .lag()
        .doOnNext(lag -> values.put("florin.relay.lag" + service, lag.events()))
        .thenMany(Flux.fromIterable(inboxes).concatMap(inboxBatches::state))
        .doOnNext(
            state -> {
              values.put("florin.inbox.parked" + state.topic(), state.parked());
              values.put("florin.inbox.lag" + state.topic(), state.lag());
            })
        .then()
        .onErrorComplete();
  }

  @Override
  public void start() {
    refreshing = Flux.interval(REFRESH).onBackpressureDrop().concatMap(_ -> refresh()).subscribe();
  }

  @Override
  public void stop() {
    Disposable running = refreshing;
    if (running != null) {
      running.dispose();
      refreshing = null;
    }
  }

  @Override
  public boolean isRunning() {
    return refreshing != null;
  }
}
