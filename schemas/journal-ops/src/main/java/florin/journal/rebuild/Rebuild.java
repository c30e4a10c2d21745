package florin.journal.rebuild;

import florin.journal.database.Columns;
import florin.journal.database.Locks;
import florin.journal.database.MaintenanceLock;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.database.TransientErrors;
import florin.journal.rebuild.RebuildState.Phase;
import florin.journal.rebuild.RebuildState.TableCheck;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamCodecs;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Makes the views again from the journal while commands and readers go on.
 *
 * <p>{@code view_next} is filled to within a few events of the head; both sides are compared in one
 * snapshot; then, with the gate closed to every writer for the length of the tail, the schemas
 * change names. Readers do not wait: no table is locked, and statements find tables by name. Views
 * that differ are not put in place unless the operator accepts it, as after the mending of a
 * projection. A rebuild whose process died goes on where it was at the next start.
 */
public class Rebuild implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Rebuild.class);

  /** Events a transaction. */
  private static final int PAGE = 1000;

  /** So near to the head that the rest fits behind a closed gate. */
  private static final int CLOSE = 200;

  private static final String SOMETHING =
      "select exists (select from journal.event where stream_type <> '"
          + StreamCodecs.ERASURE
          + "') as something";

  private final Sessions owner;
  private final Sessions worker;
  private final MaintenanceLock maintenanceLock;
  private final NextViews views;
  private final ViewReplay viewReplay;
  private final RebuildProgress rebuildProgress;
  private volatile @Nullable Disposable running;
  private volatile boolean started;

  public Rebuild(
      Sessions owner,
      Sessions worker,
      MaintenanceLock maintenanceLock,
      NextViews views,
      ViewReplay viewReplay,
      RebuildProgress rebuildProgress) {
    this.owner = owner;
    this.worker = worker;
    this.maintenanceLock = maintenanceLock;
    this.views = views;
    this.viewReplay = viewReplay;
    this.rebuildProgress = rebuildProgress;
  }

  public Mono<RebuildState> state() {
    return worker.transaction("begin read only", rebuildProgress::read);
  }

  /**
   * Begins a rebuild and answers when it has begun; it goes on by itself.
   *
   * @param acceptDifferences whether to use the new views although they differ; after a rebuild
   *     that stopped because of differences this goes on with it
   * @throws Rejection {@code maintenance-running}
   */
  public Mono<RebuildState> begin(boolean acceptDifferences) {
    AtomicBoolean opened = new AtomicBoolean();
    Mono<Void> opening =
        worker.transaction(
            "begin",
            session ->
                rebuildProgress
                    .read(session)
                    .flatMap(
                        state ->
                            acceptDifferences && state.phase() == Phase.DIFFERS
                                ? rebuildProgress.acceptDifferences(session)
                                : rebuildProgress.begin(session, acceptDifferences)));
    return launch(
        Mono.defer(() -> opened.get() ? Mono.empty() : opening.doOnSuccess(_ -> opened.set(true))));
  }

  private Mono<RebuildState> launch(Mono<Void> opening) {
    return Mono.defer(
        () -> {
          Sinks.One<RebuildState> begun = Sinks.one();
          running =
              maintenanceLock
                  .withLock(
                      opening
                          .then(state())
                          .doOnNext(begun::tryEmitValue)
                          .flatMap(this::runPhases)
                          .onErrorResume(
                              failure -> !TransientErrors.isTransient(failure), this::fail))
                  .retryWhen(MaintenanceLock.retryWhenUnavailable())
                  .subscribe(_ -> {}, begun::tryEmitError);
          return begun.asMono();
        });
  }

  private Mono<Void> runPhases(RebuildState state) {
    return prepare(state).then(Mono.defer(this::catchUp)).then(Mono.defer(this::finish));
  }

  /** An interrupted rebuild continues, unless its views have another version. */
  private Mono<Void> prepare(RebuildState state) {
    log.info("rebuilding the views from position {} of {}", state.position(), state.head());
    if (state.phase() == Phase.PREPARING) {
      return startOver();
    }
    return views
        .exists()
        .flatMap(
            there -> there ? views.migrate().retryWhen(LockRetries.forLocks()) : Mono.just(true))
        .flatMap(
            changed ->
                changed
                    ? worker
                        .transaction(
                            "begin",
                            session -> rebuildProgress.begin(session, state.acceptDifferences()))
                        .then(startOver())
                    : Mono.empty());
  }

  private Mono<Void> startOver() {
    return views
        .drop()
        .then(views.migrate().retryWhen(LockRetries.forLocks()))
        .then(enter(Phase.REPLAYING));
  }

  private Mono<Void> catchUp() {
    return Mono.defer(() -> viewReplay.page(PAGE)).repeat().takeUntil(left -> left < CLOSE).then();
  }

  private Mono<Void> finish() {
    return enter(Phase.COMPARING)
        .then(state())
        .zipWhen(_ -> compare())
        .flatMap(found -> decideOnSwap(found.getT1(), found.getT2()));
  }

  private Mono<Void> decideOnSwap(RebuildState state, List<TableCheck> tables) {
    return state.head() > 0 && tables.stream().allMatch(table -> table.rebuilt() == 0)
        ? worker
            .transaction("begin read only", Rebuild::hasErasureEvents)
            .flatMap(
                something ->
                    something
                        ? Mono.error(
                            new IllegalStateException(
                                "no rows in the new views beside a journal up to position "
                                    + state.head()))
                        : swapOrReject(state, tables))
        : swapOrReject(state, tables);
  }

  /** Erased users have only the event of their erasure, which no view shows. */
  private static Mono<Boolean> hasErasureEvents(Session session) {
    return session.sql(SOMETHING).map(row -> Columns.bool(row, "something")).one();
  }

  private Mono<Void> swapOrReject(RebuildState state, List<TableCheck> tables) {
    List<String> different =
        tables.stream().filter(table -> !table.equal()).map(TableCheck::table).toList();
    if (different.isEmpty() || state.acceptDifferences()) {
      return views
          .dropOld()
          .then(swap(tables))
          .then(views.dropOld())
          .doOnSuccess(_ -> logDifferences(tables));
    }
    log.error("the rebuilt views differ in {}; the old ones stay in use", different);
    return worker.transaction(
        "begin", session -> rebuildProgress.finish(session, Phase.DIFFERS, tables, null));
  }

  private static void logDifferences(List<TableCheck> tables) {
    log.info("the views are rebuilt: {}", tables);
  }

  /**
   * Both sides at one position: the snapshot is taken while the gate is closed, and read after it
   * is open again.
   */
  private Mono<List<TableCheck>> compare() {
    return worker.transaction(
        Checksums.SNAPSHOT,
        snapshot ->
            withGateClosed(_ -> applyToHead().then(Checksums.take(snapshot)))
                .then(Mono.defer(() -> Checksums.tables(snapshot, "view_next")))
                .flatMap(tables -> Checksums.compare(snapshot, "view", "view_next", tables)));
  }

  private Mono<Void> swap(List<TableCheck> tables) {
    return withGateClosed(
        session ->
            applyToHead()
                .then(session.sql("alter schema view rename to view_old").then())
                .then(session.sql("alter schema view_next rename to view").then())
                .then(rebuildProgress.finish(session, Phase.DONE, tables, null)));
  }

  /** With the gate closed; after a timeout of its lock, catches up and tries again. */
  private Mono<Void> withGateClosed(Function<Session, Mono<Void>> work) {
    return owner
        .transaction(Locks.beginAlone(), work)
        .retryWhen(LockRetries.forLocks().doBeforeRetryAsync(_ -> catchUp()));
  }

  /** Everything up to the head, which does not move meanwhile. */
  Mono<Void> applyToHead() {
    return Mono.defer(() -> viewReplay.page(PAGE)).repeat().takeUntil(left -> left == 0).then();
  }

  private Mono<Void> enter(Phase phase) {
    return worker.transaction("begin", session -> rebuildProgress.enter(session, phase));
  }

  private Mono<Void> fail(Throwable failure) {
    log.error("the rebuild failed; the old views stay in use", failure);
    return worker.transaction(
        "begin",
        session ->
            rebuildProgress.finish(
                session,
                Phase.FAILED,
                null,
                failure.getClass().getSimpleName() + ": " + failure.getMessage()));
  }

  /** Continues the rebuild of an earlier process, if no other process does. */
  @Override
  public void start() {
    started = true;
    running =
        state()
            .filter(state -> state.phase().running())
            .flatMap(_ -> launch(Mono.empty()))
            .retryWhen(MaintenanceLock.retryUntilLocked())
            .subscribe(
                _ -> {}, failure -> log.warn("no rebuild is gone on with: {}", failure.toString()));
  }

  @Override
  public void stop() {
    started = false;
    Disposable work = running;
    if (work != null) {
      work.dispose();
    }
  }

  @Override
  public boolean isRunning() {
    return started;
  }
}
