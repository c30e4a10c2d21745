package florin.journal.rebuild;

import florin.journal.Columns;
import florin.journal.Locks;
import florin.journal.Rejection;
import florin.journal.Session;
import florin.journal.Sessions;
import florin.journal.Streams;
import florin.journal.Transients;
import florin.journal.rebuild.RebuildState.Phase;
import florin.journal.rebuild.RebuildState.TableCheck;
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
          + Streams.ERASURE
          + "') as something";

  private final Sessions owner;
  private final Sessions worker;
  private final Maintenance maintenance;
  private final NextViews views;
  private final Replay replay;
  private final Progress progress;
  private volatile @Nullable Disposable running;
  private volatile boolean started;

  Rebuild(
      Sessions owner,
      Sessions worker,
      Maintenance maintenance,
      NextViews views,
      Replay replay,
      Progress progress) {
    this.owner = owner;
    this.worker = worker;
    this.maintenance = maintenance;
    this.views = views;
    this.replay = replay;
    this.progress = progress;
  }

  public Mono<RebuildState> state() {
    return worker.in("begin read only", progress::read);
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
        worker.in(
            "begin",
            session ->
                progress
                    .read(session)
                    .flatMap(
                        state ->
                            acceptDifferences && state.phase() == Phase.DIFFERS
                                ? progress.accept(session)
                                : progress.begin(session, acceptDifferences)));
    return launch(
        Mono.defer(() -> opened.get() ? Mono.empty() : opening.doOnSuccess(_ -> opened.set(true))));
  }

  private Mono<RebuildState> launch(Mono<Void> opening) {
    return Mono.defer(
        () -> {
          Sinks.One<RebuildState> begun = Sinks.one();
          running =
              maintenance
                  .holding(
                      opening
                          .then(state())
                          .doOnNext(begun::tryEmitValue)
                          .flatMap(this::run)
                          .onErrorResume(failure -> !Transients.isTransient(failure), this::fail))
                  .retryWhen(Maintenance.again())
                  .subscribe(_ -> {}, begun::tryEmitError);
          return begun.asMono();
        });
  }

  private Mono<Void> run(RebuildState state) {
    return prepare(state).then(Mono.defer(this::catchUp)).then(Mono.defer(this::finish));
  }

  /** What was interrupted goes on, unless the views it filled are not of this version. */
  private Mono<Void> prepare(RebuildState state) {
    log.info("rebuilding the views from position {} of {}", state.position(), state.head());
    if (state.phase() == Phase.PREPARING) {
      return anew();
    }
    return views
        .exists()
        .flatMap(there -> there ? views.migrate().retryWhen(Patience.forLocks()) : Mono.just(true))
        .flatMap(
            changed ->
                changed
                    ? worker
                        .in("begin", session -> progress.begin(session, state.acceptDifferences()))
                        .then(anew())
                    : Mono.empty());
  }

  private Mono<Void> anew() {
    return views
        .drop()
        .then(views.migrate().retryWhen(Patience.forLocks()))
        .then(enter(Phase.REPLAYING));
  }

  private Mono<Void> catchUp() {
    return Mono.defer(() -> replay.page(PAGE)).repeat().takeUntil(left -> left < CLOSE).then();
  }

  private Mono<Void> finish() {
    return enter(Phase.COMPARING)
        .then(state())
        .zipWhen(_ -> compare())
        .flatMap(found -> judge(found.getT1(), found.getT2()));
  }

  private Mono<Void> judge(RebuildState state, List<TableCheck> tables) {
    return state.head() > 0 && tables.stream().allMatch(table -> table.rebuilt() == 0)
        ? worker
            .in("begin read only", Rebuild::rememberedSomething)
            .flatMap(
                something ->
                    something
                        ? Mono.error(
                            new IllegalStateException(
                                "no rows in the new views beside a journal up to position "
                                    + state.head()))
                        : settle(state, tables))
        : settle(state, tables);
  }

  /** Of users who were forgotten only that is remembered, which no view shows. */
  private static Mono<Boolean> rememberedSomething(Session session) {
    return session.sql(SOMETHING).map(row -> Columns.bool(row, "something")).one();
  }

  private Mono<Void> settle(RebuildState state, List<TableCheck> tables) {
    List<String> different =
        tables.stream().filter(table -> !table.equal()).map(TableCheck::table).toList();
    if (different.isEmpty() || state.acceptDifferences()) {
      return views
          .dropOld()
          .then(swap(tables))
          .then(views.dropOld())
          .doOnSuccess(_ -> said(tables));
    }
    log.error("the rebuilt views differ in {}; the old ones stay in use", different);
    return worker.in("begin", session -> progress.end(session, Phase.DIFFERS, tables, null));
  }

  private static void said(List<TableCheck> tables) {
    log.info("the views are rebuilt: {}", tables);
  }

  /**
   * Both sides at one position: the snapshot is taken while nobody can write, and read after the
   * gate is open again.
   */
  private Mono<List<TableCheck>> compare() {
    return worker.in(
        Checksums.SNAPSHOT,
        snapshot ->
            alone(_ -> tail().then(Checksums.take(snapshot)))
                .then(Mono.defer(() -> Checksums.tables(snapshot, "view_next")))
                .flatMap(tables -> Checksums.compare(snapshot, "view", "view_next", tables)));
  }

  private Mono<Void> swap(List<TableCheck> tables) {
    return alone(
        session ->
            tail()
                .then(session.sql("alter schema view rename to view_old").then())
                .then(session.sql("alter schema view_next rename to view").then())
                .then(progress.end(session, Phase.DONE, tables, null)));
  }

  /** With the gate closed; whoever does not get it soon catches up and tries again. */
  private Mono<Void> alone(Function<Session, Mono<Void>> work) {
    return owner
        .in(Locks.beginAlone(), work)
        .retryWhen(Patience.forLocks().doBeforeRetryAsync(_ -> catchUp()));
  }

  /** Everything up to the head, which does not move meanwhile. */
  Mono<Void> tail() {
    return Mono.defer(() -> replay.page(PAGE)).repeat().takeUntil(left -> left == 0).then();
  }

  private Mono<Void> enter(Phase phase) {
    return worker.in("begin", session -> progress.enter(session, phase));
  }

  private Mono<Void> fail(Throwable failure) {
    log.error("the rebuild failed; the old views stay in use", failure);
    return worker.in(
        "begin",
        session ->
            progress.end(
                session,
                Phase.FAILED,
                null,
                failure.getClass().getSimpleName() + ": " + failure.getMessage()));
  }

  /** Goes on with what an earlier process began, if nobody else does. */
  @Override
  public void start() {
    started = true;
    running =
        state()
            .filter(state -> state.phase().running())
            .flatMap(_ -> launch(Mono.empty()))
            .retryWhen(Maintenance.inTurn())
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
