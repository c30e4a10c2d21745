package florin.journal.replay;

import florin.events.Topic;
import florin.journal.database.Locks;
import florin.journal.database.MaintenanceLock;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.database.TransientErrors;
import florin.journal.inbox.Inbox;
import florin.journal.inbox.InboxApplier;
import florin.journal.operation.OperationProblem;
import florin.journal.rebuild.Checksums;
import florin.journal.rebuild.LockRetries;
import florin.journal.rebuild.RebuildState.TableCheck;
import florin.journal.replay.MirrorState.Phase;
import florin.journal.replay.ReplaySteps.Run;
import florin.journal.stream.Rejection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Fills the mirror of one topic again while its live tables are in use.
 *
 * <p>The tables are made beside the live ones, filled from the owner's replay, and then follow the
 * live topic up to where the live inbox is. With the gate closed, which is when the inbox stands
 * still, they take the live ones' place, and the inbox goes on from there: no reader waits, and no
 * version runs back. A replay whose process died goes on where it was at the next start. A mirror
 * that has missed an event for half a minute requests a replay by itself.
 */
public class MirrorReplay implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(MirrorReplay.class);

  /**
   * The number of empty polls after which the request to the owner is repeated: about half a
   * minute.
   */
  private static final int PATIENCE_POLLS = 150;

  /** The longest time that the gate is closed while the last records are applied. */
  private static final Duration CLOSED = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Map<String, Inbox> mirrors;
  private final Sessions owner;
  private final Sessions worker;
  private final MaintenanceLock maintenanceLock;
  private final MirrorTables tables;
  private final ReplaySteps replaySteps;
  private final ReplayRequests replayRequests;
  private final String bootstrap;
  private final ReplayProgress replayProgress = new ReplayProgress();
  private volatile @Nullable Disposable running;
  private volatile @Nullable Disposable looking;

  public MirrorReplay(Parts parts) {
    this.mirrors =
        parts.inboxes().stream()
            .filter(inbox -> !inbox.mirrors().isEmpty())
            .collect(Collectors.toMap(inbox -> inbox.topic().topicName(), inbox -> inbox));
    this.owner = parts.owner();
    this.worker = parts.worker();
    this.maintenanceLock = parts.maintenance();
    this.tables = parts.tables();
    this.replaySteps = new ReplaySteps(worker, replayProgress, parts.effects());
    this.bootstrap = parts.bootstrap();
    this.replayRequests = new ReplayRequests(bootstrap);
  }

  /** The parts of a replay. */
  public record Parts(
      List<Inbox> inboxes,
      Sessions owner,
      Sessions worker,
      MaintenanceLock maintenance,
      MirrorTables tables,
      InboxApplier effects,
      String bootstrap) {}

  /** Every replay there ever was, the last of each topic. */
  public Mono<List<MirrorState>> state() {
    return worker.transaction("begin read only", replayProgress::states);
  }

  /**
   * Begins to fill the mirror of a topic and answers when it has begun; it goes on by itself.
   *
   * @throws Rejection {@code maintenance-running}, or {@code rejected} for a topic that is not
   *     mirrored here
   */
  public Mono<MirrorState> begin(String topic) {
    if (!mirrors.containsKey(topic)) {
      return Mono.error(
          new Rejection(
              OperationProblem.TOPIC_NOT_MIRRORED,
              "topic: '" + topic + "' (expected: one of " + mirrors.keySet() + ")"));
    }
    AtomicBoolean opened = new AtomicBoolean();
    return launch(
        Mono.defer(
                () ->
                    opened.get()
                        ? Mono.<Void>empty()
                        : worker.transaction(
                            "begin", s -> replayProgress.begin(s, topic, UUID.randomUUID())))
            .doOnSuccess(_ -> opened.set(true))
            .then(Mono.defer(() -> of(topic))));
  }

  private Mono<MirrorState> of(String topic) {
    return state().flatMapIterable(all -> all).filter(state -> state.topic().equals(topic)).next();
  }

  private Mono<MirrorState> launch(Mono<MirrorState> opening) {
    return Mono.defer(
        () -> {
          Sinks.One<MirrorState> begun = Sinks.one();
          running =
              maintenanceLock
                  .withLock(opening.doOnNext(begun::tryEmitValue).flatMap(this::runPhases))
                  .retryWhen(MaintenanceLock.retryWhenUnavailable())
                  .subscribe(_ -> {}, begun::tryEmitError, begun::tryEmitEmpty);
          return begun.asMono();
        });
  }

  private Mono<Void> runPhases(MirrorState state) {
    Inbox inbox = mirrors.get(state.topic());
    if (inbox == null) {
      return Mono.empty();
    }
    Run run = new Run(inbox, state.replayId());
    log.info("filling the mirror of {} again, {}", run.topic(), state.phase());
    Mono<Void> from =
        switch (state.phase()) {
          case PREPARING -> prepare(run).then(fillFromReplay(run)).then(followLiveTopic(run));
          case FILLING -> fillFromReplay(run).then(followLiveTopic(run));
          case FOLLOWING -> followLiveTopic(run);
          case DONE, FAILED -> Mono.empty();
        };
    return from.onErrorResume(
        failure -> !TransientErrors.isTransient(failure), failure -> fail(run, failure));
  }

  private Mono<Void> prepare(Run run) {
    return tables
        .drop()
        .then(tables.create(run.inbox().mirrors()))
        .then(
            PartitionReader.ends(
                bootstrap, replayTopic(run).topicName(), replayTopic(run).partitions()))
        .flatMap(
            ends ->
                worker.transaction(
                    "begin",
                    session ->
                        replayProgress
                            .insertPartitions(session, run.topic(), ends)
                            .then(replayProgress.enterPhase(session, run.topic(), Phase.FILLING))));
  }

  private static Topic replayTopic(Run run) {
    return Topic.replayOf(run.inbox().topic());
  }

  private Mono<Void> fillFromReplay(Run run) {
    return Mono.defer(
        () ->
            replayRequests
                .send(run.topic(), run.id())
                .then(replaySteps.progress(run))
                .flatMap(
                    places ->
                        PartitionReader.reading(
                            bootstrap,
                            replayTopic(run).topicName(),
                            offsets(places, PartitionProgress::replayOffset),
                            partitionReader -> fillFromReplay(run, partitionReader)))
                .then(Mono.defer(() -> replaySteps.enterPhase(run, Phase.FOLLOWING))));
  }

  private Mono<Void> fillFromReplay(Run run, PartitionReader partitionReader) {
    int[] silent = {0};
    return Mono.defer(
            () ->
                partitionReader
                    .poll()
                    .flatMap(
                        records -> {
                          silent[0] = records.isEmpty() ? silent[0] + 1 : 0;
                          return records.isEmpty()
                              ? failIfSilent(run, silent[0]).thenReturn(false)
                              : replaySteps.applyReplayed(run, records);
                        }))
        .repeat()
        .takeUntil(done -> done)
        .then();
  }

  private Mono<Void> failIfSilent(Run run, int silent) {
    return silent % PATIENCE_POLLS == 0 ? replayRequests.send(run.topic(), run.id()) : Mono.empty();
  }

  private Mono<Void> followLiveTopic(Run run) {
    return Mono.defer(
        () ->
            replaySteps
                .progress(run)
                .flatMap(
                    places ->
                        PartitionReader.reading(
                            bootstrap,
                            run.topic(),
                            offsets(places, PartitionProgress::liveOffset),
                            partitionReader ->
                                followLiveTopic(run, new LiveTail(partitionReader)))));
  }

  private Mono<Void> followLiveTopic(Run run, LiveTail liveTail) {
    return catchUp(run, liveTail)
        .then(Mono.defer(() -> compare(run, liveTail)))
        .flatMap(checks -> swap(run, liveTail, checks))
        .then(Mono.defer(tables::drop));
  }

  Mono<Void> catchUp(Run run, LiveTail liveTail) {
    return Mono.defer(
            () ->
                replaySteps
                    .applyLive(run, liveTail)
                    .flatMap(there -> there ? Mono.just(true) : liveTail.poll().thenReturn(false)))
        .repeat()
        .takeUntil(there -> there)
        .then();
  }

  /** Both sides at one place, in a snapshot that is read after the gate is open again. */
  private Mono<List<TableCheck>> compare(Run run, LiveTail liveTail) {
    return worker.transaction(
        Checksums.SNAPSHOT,
        snapshot ->
            withGateClosed(run, liveTail, _ -> Checksums.take(snapshot))
                .then(
                    Mono.defer(
                        () ->
                            Checksums.compare(
                                snapshot, "mirror", "mirror_next", run.inbox().mirrors()))));
  }

  private Mono<Void> swap(Run run, LiveTail liveTail, List<TableCheck> checks) {
    Collection<String> names = run.inbox().mirrors();
    return withGateClosed(
            run,
            liveTail,
            session ->
                tables
                    .swap(session, names)
                    .then(replayProgress.adoptOffsets(session, run.topic()))
                    .then(replayProgress.finish(session, run.topic(), Phase.DONE, checks, null)))
        .doOnSuccess(_ -> log.info("the mirror of {} is filled again: {}", run.topic(), checks));
  }

  /** With the gate closed and the tables where the inbox is. */
  private Mono<Void> withGateClosed(
      Run run, LiveTail liveTail, Function<Session, Mono<Void>> work) {
    return owner
        .transaction(
            Locks.beginAlone(),
            session ->
                catchUp(run, liveTail).timeout(CLOSED).then(Mono.defer(() -> work.apply(session))))
        .retryWhen(
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(50))
                .maxBackoff(Duration.ofSeconds(1))
                .filter(
                    failure ->
                        failure instanceof TimeoutException || LockRetries.isLockTimeout(failure))
                .doBeforeRetryAsync(_ -> catchUp(run, liveTail)));
  }

  private static Map<Integer, Long> offsets(
      Map<Integer, PartitionProgress> places, Function<PartitionProgress, Long> offset) {
    return places.values().stream().collect(Collectors.toMap(PartitionProgress::partition, offset));
  }

  private Mono<Void> fail(Run run, Throwable failure) {
    log.error("filling the mirror of {} failed; the old one stays in use", run.topic(), failure);
    return worker.transaction(
        "begin",
        session ->
            replayProgress.finish(
                session,
                run.topic(),
                Phase.FAILED,
                null,
                failure.getClass().getSimpleName() + ": " + failure.getMessage()));
  }

  /** Goes on with what an earlier process began, and from then on looks for gaps. */
  @Override
  public void start() {
    if (mirrors.isEmpty()) {
      return;
    }
    Mono<MirrorState> interrupted =
        Mono.defer(
            () ->
                state()
                    .flatMapIterable(all -> all)
                    .filter(state -> state.phase().running())
                    .next());
    looking =
        interrupted
            .flatMap(_ -> launch(interrupted))
            .retryWhen(MaintenanceLock.retryUntilLocked())
            .thenMany(Flux.interval(LOOK).onBackpressureDrop())
            .concatMap(_ -> mirrorWithGap().flatMap(this::begin).onErrorComplete())
            .subscribe();
  }

  /**
   * A mirror that has missed an event for too long, unless a replay has just not helped, or one
   * whose replay was asked for, as by a migration, and has not begun while another one ran.
   */
  private Mono<String> mirrorWithGap() {
    return worker.transaction(
        "begin read only", session -> replayProgress.topicWithGap(session, mirrors.keySet()));
  }

  @Override
  public void stop() {
    for (Disposable work : new Disposable[] {looking, running}) {
      if (work != null) {
        work.dispose();
      }
    }
    looking = null;
  }

  @Override
  public boolean isRunning() {
    return looking != null;
  }
}
