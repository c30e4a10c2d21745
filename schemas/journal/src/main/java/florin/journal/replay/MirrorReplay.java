package florin.journal.replay;

import florin.events.Topic;
import florin.journal.Locks;
import florin.journal.OperationProblem;
import florin.journal.Rejection;
import florin.journal.Session;
import florin.journal.Sessions;
import florin.journal.Transients;
import florin.journal.inbox.Effects;
import florin.journal.inbox.Inbox;
import florin.journal.rebuild.Checksums;
import florin.journal.rebuild.Maintenance;
import florin.journal.rebuild.Patience;
import florin.journal.rebuild.RebuildState.TableCheck;
import florin.journal.replay.MirrorState.Phase;
import florin.journal.replay.Steps.Run;
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
 * that has missed an event for half a minute asks by itself.
 */
public class MirrorReplay implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(MirrorReplay.class);

  /** How many empty polls before the owner is asked once more: about half a minute. */
  private static final int PATIENCE_POLLS = 150;

  /** How long everybody may stand before the gate while the last records come. */
  private static final Duration CLOSED = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Map<String, Inbox> mirrors;
  private final Sessions owner;
  private final Sessions worker;
  private final Maintenance maintenance;
  private final MirrorTables tables;
  private final Steps steps;
  private final Requests requests;
  private final String bootstrap;
  private final Ledger ledger = new Ledger();
  private volatile @Nullable Disposable running;
  private volatile @Nullable Disposable looking;

  MirrorReplay(Parts parts) {
    this.mirrors =
        parts.inboxes().stream()
            .filter(inbox -> !inbox.mirrors().isEmpty())
            .collect(Collectors.toMap(inbox -> inbox.topic().topicName(), inbox -> inbox));
    this.owner = parts.owner();
    this.worker = parts.worker();
    this.maintenance = parts.maintenance();
    this.tables = parts.tables();
    this.steps = new Steps(worker, ledger, parts.effects());
    this.bootstrap = parts.bootstrap();
    this.requests = new Requests(bootstrap);
  }

  /** What a replay is made of. */
  record Parts(
      List<Inbox> inboxes,
      Sessions owner,
      Sessions worker,
      Maintenance maintenance,
      MirrorTables tables,
      Effects effects,
      String bootstrap) {}

  /** Every replay there ever was, the last of each topic. */
  public Mono<List<MirrorState>> state() {
    return worker.in("begin read only", ledger::read);
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
                        : worker.in("begin", s -> ledger.begin(s, topic, UUID.randomUUID())))
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
              maintenance
                  .holding(opening.doOnNext(begun::tryEmitValue).flatMap(this::go))
                  .retryWhen(Maintenance.again())
                  .subscribe(_ -> {}, begun::tryEmitError, begun::tryEmitEmpty);
          return begun.asMono();
        });
  }

  private Mono<Void> go(MirrorState state) {
    Inbox inbox = mirrors.get(state.topic());
    if (inbox == null) {
      return Mono.empty();
    }
    Run run = new Run(inbox, state.replayId());
    log.info("filling the mirror of {} again, {}", run.topic(), state.phase());
    Mono<Void> from =
        switch (state.phase()) {
          case PREPARING -> prepare(run).then(fill(run)).then(follow(run));
          case FILLING -> fill(run).then(follow(run));
          case FOLLOWING -> follow(run);
          case DONE, FAILED -> Mono.empty();
        };
    return from.onErrorResume(
        failure -> !Transients.isTransient(failure), failure -> fail(run, failure));
  }

  private Mono<Void> prepare(Run run) {
    return tables
        .drop()
        .then(tables.create(run.inbox().mirrors()))
        .then(Reader.ends(bootstrap, replays(run).topicName(), replays(run).partitions()))
        .flatMap(
            ends ->
                worker.in(
                    "begin",
                    session ->
                        ledger
                            .place(session, run.topic(), ends)
                            .then(ledger.enter(session, run.topic(), Phase.FILLING))));
  }

  private static Topic replays(Run run) {
    return Topic.replayOf(run.inbox().topic());
  }

  private Mono<Void> fill(Run run) {
    return Mono.defer(
        () ->
            requests
                .ask(run.topic(), run.id())
                .then(steps.places(run))
                .flatMap(
                    places ->
                        Reader.reading(
                            bootstrap,
                            replays(run).topicName(),
                            offsets(places, Place::replayOffset),
                            reader -> fill(run, reader)))
                .then(Mono.defer(() -> steps.enter(run, Phase.FOLLOWING))));
  }

  private Mono<Void> fill(Run run, Reader reader) {
    int[] silent = {0};
    return Mono.defer(
            () ->
                reader
                    .poll()
                    .flatMap(
                        records -> {
                          silent[0] = records.isEmpty() ? silent[0] + 1 : 0;
                          return records.isEmpty()
                              ? patience(run, silent[0]).thenReturn(false)
                              : steps.fill(run, records);
                        }))
        .repeat()
        .takeUntil(done -> done)
        .then();
  }

  private Mono<Void> patience(Run run, int silent) {
    return silent % PATIENCE_POLLS == 0 ? requests.ask(run.topic(), run.id()) : Mono.empty();
  }

  private Mono<Void> follow(Run run) {
    return Mono.defer(
        () ->
            steps
                .places(run)
                .flatMap(
                    places ->
                        Reader.reading(
                            bootstrap,
                            run.topic(),
                            offsets(places, Place::liveOffset),
                            reader -> follow(run, new Tail(reader)))));
  }

  private Mono<Void> follow(Run run, Tail tail) {
    return catchUp(run, tail)
        .then(Mono.defer(() -> compare(run, tail)))
        .flatMap(checks -> swap(run, tail, checks))
        .then(Mono.defer(tables::drop));
  }

  Mono<Void> catchUp(Run run, Tail tail) {
    return Mono.defer(
            () ->
                steps
                    .follow(run, tail)
                    .flatMap(there -> there ? Mono.just(true) : tail.poll().thenReturn(false)))
        .repeat()
        .takeUntil(there -> there)
        .then();
  }

  /** Both sides at one place, in a snapshot that is read after the gate is open again. */
  private Mono<List<TableCheck>> compare(Run run, Tail tail) {
    return worker.in(
        Checksums.SNAPSHOT,
        snapshot ->
            alone(run, tail, _ -> Checksums.take(snapshot))
                .then(
                    Mono.defer(
                        () ->
                            Checksums.compare(
                                snapshot, "mirror", "mirror_next", run.inbox().mirrors()))));
  }

  private Mono<Void> swap(Run run, Tail tail, List<TableCheck> checks) {
    Collection<String> names = run.inbox().mirrors();
    return alone(
            run,
            tail,
            session ->
                tables
                    .swap(session, names)
                    .then(ledger.takeOver(session, run.topic()))
                    .then(ledger.end(session, run.topic(), Phase.DONE, checks, null)))
        .doOnSuccess(_ -> log.info("the mirror of {} is filled again: {}", run.topic(), checks));
  }

  /** With the gate closed and the tables where the inbox is. */
  private Mono<Void> alone(Run run, Tail tail, Function<Session, Mono<Void>> work) {
    return owner
        .in(
            Locks.beginAlone(),
            session ->
                catchUp(run, tail).timeout(CLOSED).then(Mono.defer(() -> work.apply(session))))
        .retryWhen(
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(50))
                .maxBackoff(Duration.ofSeconds(1))
                .filter(
                    failure ->
                        failure instanceof TimeoutException || Patience.isLockTimeout(failure))
                .doBeforeRetryAsync(_ -> catchUp(run, tail)));
  }

  private static Map<Integer, Long> offsets(
      Map<Integer, Place> places, Function<Place, Long> offset) {
    return places.values().stream().collect(Collectors.toMap(Place::partition, offset));
  }

  private Mono<Void> fail(Run run, Throwable failure) {
    log.error("filling the mirror of {} failed; the old one stays in use", run.topic(), failure);
    return worker.in(
        "begin",
        session ->
            ledger.end(
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
            .retryWhen(Maintenance.inTurn())
            .thenMany(Flux.interval(LOOK).onBackpressureDrop())
            .concatMap(_ -> needy().flatMap(this::begin).onErrorComplete())
            .subscribe();
  }

  /**
   * A mirror that has missed an event for too long, unless a replay has just not helped, or one
   * whose replay was asked for, as by a migration, and has not begun while another one ran.
   */
  private Mono<String> needy() {
    return worker.in("begin read only", session -> ledger.needy(session, mirrors.keySet()));
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
