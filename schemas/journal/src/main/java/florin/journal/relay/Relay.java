package florin.journal.relay;

import florin.events.Topic;
import florin.journal.CommitSignal;
import florin.journal.EndlessRounds;
import florin.journal.database.NonCancellable;
import florin.journal.kafka.KafkaProducers;
import florin.journal.operation.OperationProblem;
import florin.journal.relay.incarnation.Incarnation;
import florin.journal.relay.incarnation.JournalIncarnations;
import florin.journal.relay.incarnation.RestoreCheck;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.Rejection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Sends the journal to the service's topic: at least once, in position order per partition, by one
 * process at a time.
 *
 * <p>Up to three batches are sent at the same time; the checkpoint moves only after every record of
 * a batch and of those before it was acknowledged. On any failure the producer is closed and
 * sending starts again after the checkpoint; consumers drop what they have. Each record has the
 * position that came before it in its partition, so that a consumer notices a record that never
 * arrived.
 */
public class Relay implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Relay.class);

  /** After the web server has stopped: the last commands still get out. */
  private static final int PHASE = 0;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration QUIET = Duration.ofSeconds(10);

  /** Batches that are on their way to the broker at the same time. */
  static final int IN_FLIGHT = 3;

  /** Pages of the journal in one round. */
  private static final int PAGES = 32;

  private final Topic topic;
  private final RelayCheckpoints relayCheckpoints;
  private final KafkaProducers kafkaProducers;
  private final CommitSignal commitSignal;
  private final int batch;
  private final Duration poll;
  private final Duration renewal;
  private final Duration quiet;
  private final RestoreCheck restoreCheck;
  private final RangeResends rangeResends;

  /** One thread, and one that may block: the producer does while it looks for its brokers. */
  private final Scheduler thread =
      Schedulers.newBoundedElastic(1, Integer.MAX_VALUE, "relay", 60, true);

  private final AtomicReference<@Nullable ActiveRelay> state = new AtomicReference<>();
  private volatile @Nullable Disposable loop;
  private volatile @Nullable String failure;
  private final AtomicReference<@Nullable Disposable> leaseRenewal = new AtomicReference<>();

  /** The epoch whose lease another process has taken; none is -1. */
  private volatile long lostEpoch = -1;

  public Relay(
      Topic topic,
      RelayCheckpoints relayCheckpoints,
      KafkaProducers kafkaProducers,
      CommitSignal commitSignal,
      int batch,
      Duration poll,
      Duration renewal) {
    this(topic, relayCheckpoints, kafkaProducers, commitSignal, batch, poll, renewal, QUIET);
  }

  /**
   * @param quiet how long nothing is sent before each partition's last position is sent again
   */
  public Relay(
      Topic topic,
      RelayCheckpoints relayCheckpoints,
      KafkaProducers kafkaProducers,
      CommitSignal commitSignal,
      int batch,
      Duration poll,
      Duration renewal,
      Duration quiet) {
    this.topic = topic;
    this.relayCheckpoints = relayCheckpoints;
    this.kafkaProducers = kafkaProducers;
    this.commitSignal = commitSignal;
    this.batch = batch;
    this.poll = poll;
    this.renewal = renewal;
    this.quiet = quiet;
    this.rangeResends = new RangeResends(topic, relayCheckpoints, batch, thread);
    this.restoreCheck =
        restoreCheck(topic, kafkaProducers.bootstrap(), relayCheckpoints.incarnations());
  }

  /** Overridden by tests that accept every journal. */
  RestoreCheck restoreCheck(Topic checked, String bootstrap, JournalIncarnations incarnations) {
    return new RestoreCheck(checked, bootstrap, incarnations);
  }

  @Override
  public void start() {
    loop =
        EndlessRounds.of(this::relayOrWait, FIRST_PAUSE, LONGEST_PAUSE, this::onFailure)
            .subscribeOn(thread)
            .subscribe();
  }

  /** One batch, or one wait. */
  private Mono<Void> relayOrWait() {
    long seen = commitSignal.count();
    ActiveRelay active = state.get();
    if (active == null) {
      return acquire();
    }
    if (active.epoch == lostEpoch) {
      return Mono.error(new LeaseLost());
    }
    return rangeResends
        .next()
        .map(range -> rangeResends.resend(active, range, this::deliver).publishOn(thread))
        .orElseGet(() -> relay(active, seen));
  }

  /**
   * Sends one partition again behind a position, for a consumer that misses events there.
   *
   * @return false if too many requests wait; the consumer repeats its request
   */
  public boolean requestRange(RangeRequest range) {
    boolean accepted = rangeResends.request(range);
    commitSignal.signal();
    return accepted;
  }

  private Mono<Void> acquire() {
    return relayCheckpoints
        .acquire()
        .doOnNext(lease -> renewLease(lease.epoch()))
        .flatMap(lease -> activate(lease).thenReturn(true))
        .switchIfEmpty(Mono.defer(() -> Mono.delay(renewal, thread).thenReturn(false)))
        .then()
        .publishOn(thread);
  }

  /** Renews the lease on a timer of its own, so that neither a delivery nor a scan outlasts it. */
  private void renewLease(long epoch) {
    Disposable renewing =
        Flux.interval(renewal)
            .onBackpressureDrop()
            .concatMap(_ -> relayCheckpoints.renew(epoch).onErrorComplete(), 1)
            .takeUntil(held -> !held)
            .subscribe(
                held -> {
                  if (!held) {
                    lostEpoch = epoch;
                    commitSignal.signal();
                  }
                });
    endRenewal(leaseRenewal.getAndSet(renewing));
  }

  /** The seam where tests end a process: a dead one renews nothing. */
  final void stopRenewingLease() {
    endRenewal(leaseRenewal.getAndSet(null));
  }

  private static void endRenewal(@Nullable Disposable renewing) {
    if (renewing != null) {
      renewing.dispose();
    }
  }

  private Mono<Void> activate(RelayCheckpoints.Lease lease) {
    return restoreCheck
        .verify(lease.epoch(), thread)
        .zipWhen(_ -> relayCheckpoints.lastPositions(lease, topic.partitions()))
        .publishOn(thread)
        .doOnNext(found -> activate(lease, found.getT1(), found.getT2()))
        .then();
  }

  private void activate(RelayCheckpoints.Lease lease, Incarnation incarnation, long[] last) {
    state.set(new ActiveRelay(lease, incarnation, kafkaProducers.open(), quiet, last));
    failure = null;
    log.info(
        "relaying {} from position {} in epoch {}",
        topic.topicName(),
        lease.position(),
        lease.epoch());
  }

  /**
   * Sends what follows the checkpoint, several batches at a time. The pages of one round are
   * limited, so that requests for ranges have their turn.
   *
   * @param seen the number of signals before the round
   */
  private Mono<Void> relay(ActiveRelay active, long seen) {
    long[] last = active.lastPositions.clone();
    return page(active.position)
        .expand(events -> events.size() < batch ? Mono.empty() : page(events.getLast().position()))
        .take(PAGES)
        .publishOn(thread, 1)
        .filter(events -> !events.isEmpty())
        .map(events -> active.batch(topic, events, last))
        .flatMapSequential(sent -> send(active, sent), IN_FLIGHT, 1)
        .count()
        .flatMap(batches -> batches == 0 ? idle(active, seen) : Mono.empty());
  }

  private Mono<List<RecordedEvent>> page(long after) {
    return NonCancellable.run(relayCheckpoints.eventsAfter(after, batch));
  }

  /** Waits for a commit of this process since the round began, or the poll interval. */
  private Mono<Void> idle(ActiveRelay active, long seen) {
    return heartbeats(active)
        .then(Mono.firstWithSignal(nextCommit(commitSignal, seen), Mono.delay(poll).then()))
        .publishOn(thread);
  }

  /** The seam where tests miss the commits between the last page and the wait. */
  Mono<Void> nextCommit(CommitSignal signal, long seen) {
    return signal.after(seen);
  }

  private Mono<Void> heartbeats(ActiveRelay active) {
    List<ProducerRecord<byte[], byte[]>> due = active.heartbeats(topic);
    return due.isEmpty() ? Mono.empty() : deliver(active.producer, due);
  }

  /** The checkpoint follows the acknowledgements of this batch and of all before it. */
  private Mono<Boolean> send(ActiveRelay active, RelayBatch sent) {
    Mono<Boolean> advanced =
        batchesBefore(sent)
            .then(
                Mono.defer(
                    () -> relayCheckpoints.advance(active.epoch, sent.position(), sent.last())));
    return deliverThenAdvance(deliver(active.producer, sent.records()), advanced)
        .publishOn(thread)
        .flatMap(Relay::demandLease)
        .then(
            Mono.fromSupplier(
                () -> {
                  active.sent(sent);
                  failure = null;
                  return true;
                }));
  }

  /** The seam where tests let a checkpoint pass the batches before it. */
  Mono<Void> batchesBefore(RelayBatch sent) {
    return sent.before();
  }

  /** The order of the two is what keeps events: a seam for tests. */
  Mono<Boolean> deliverThenAdvance(Mono<Void> delivered, Mono<Boolean> advanced) {
    return delivered.publishOn(thread).then(advanced);
  }

  /** The seam where tests make one record fail. */
  Mono<Void> deliver(
      Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
    return KafkaProducers.send(producer, records);
  }

  private static Mono<Void> demandLease(boolean held) {
    return held ? Mono.empty() : Mono.error(new LeaseLost());
  }

  private void onFailure(Throwable cause) {
    failure = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    log.warn("relay of {} starts again after the checkpoint: {}", topic.topicName(), failure);
    close();
  }

  private void close() {
    stopRenewingLease();
    ActiveRelay active = state.getAndSet(null);
    if (active != null) {
      active.producer.close(Duration.ZERO);
    }
  }

  /**
   * Sends again what came after a position: for consumers that miss something, and for a Kafka that
   * was lost. Consumers drop what they have.
   *
   * @throws Rejection {@code rejected} if the checkpoint is not that far: going forward would lose
   *     events
   */
  public Mono<Void> rewind(long position) {
    if (position < 0) {
      return Mono.error(
          new Rejection(
              OperationProblem.INVALID_POSITION, "position: " + position + " (expected: >= 0)"));
    }
    log.warn("relay of {} is rewound to position {}", topic.topicName(), position);
    return relayCheckpoints
        .rewind(position)
        .flatMap(
            rewound ->
                rewound
                    ? Mono.empty()
                    : Mono.error(
                        new Rejection(
                            OperationProblem.INVALID_POSITION,
                            "position: " + position + " (expected: at most the checkpoint)")))
        .then(Mono.fromRunnable(commitSignal::signal));
  }

  /** The history that this process relays, if it relays. */
  public Optional<Incarnation> incarnation() {
    return Optional.ofNullable(state.get()).map(active -> active.incarnation);
  }

  /** The histories of the journal. */
  public RelayIncarnations incarnations() {
    return new RelayIncarnations(relayCheckpoints, restoreCheck, commitSignal);
  }

  /** The lag of Kafka behind the journal. */
  public Mono<RelayLag> lag() {
    return relayCheckpoints.lag();
  }

  /** Whether this process relays. */
  public boolean isActive() {
    return state.get() != null;
  }

  /** Whether this process relays, and what went wrong last; for health. */
  public String statusText() {
    ActiveRelay active = state.get();
    String role =
        active == null
            ? "standing by"
            : "active in epoch " + active.epoch + " at " + active.position;
    return failure == null ? role : role + ", " + failure;
  }

  @Override
  public void stop() {
    Disposable running = loop;
    if (running != null) {
      running.dispose();
      loop = null;
    }
    ActiveRelay active = state.get();
    close();
    if (active != null) {
      relayCheckpoints.release(active.epoch).onErrorComplete().subscribe();
    }
  }

  @Override
  public boolean isRunning() {
    return loop != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  @Override
  public String toString() {
    ActiveRelay active = state.get();
    return "Relay("
        + topic.topicName()
        + ", "
        + (active == null ? "" : Arrays.toString(active.lastPositions))
        + ")";
  }
}
