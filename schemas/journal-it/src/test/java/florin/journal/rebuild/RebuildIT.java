package florin.journal.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import florin.journal.database.DatabaseReads;
import florin.journal.database.MaintenanceLock;
import florin.journal.database.Sessions;
import florin.journal.rebuild.RebuildState.Phase;
import florin.journal.rebuild.RebuildState.TableCheck;
import florin.journal.sample.SampleApplication;
import florin.journal.setup.RebuildFactory;
import florin.journal.stream.Ids;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamCodecs;
import florin.journal.test.RuntimeParts;
import florin.journal.test.TestScale;
import io.r2dbc.pool.ConnectionPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Rebuilds over one journal that grows from test to test. */
class RebuildIT {

  private static final Duration SOON = Duration.ofSeconds(120);

  private static Notes notes;
  private static Rebuild rebuild;

  @BeforeAll
  static void fill() {
    notes = new Notes(40);
    notes.fill(TestScale.of(12_000, 100_000), new Random(7));
    rebuild = RebuildProcess.rebuild(notes.platform.settings());
  }

  @AfterAll
  static void close() {
    notes.close();
  }

  private static RebuildState end(Rebuild running) {
    RebuildState state =
        await()
            .atMost(SOON)
            .until(() -> running.state().block(SOON), found -> !found.phase().running());
    await().atMost(SOON).until(notes.platform::isIdle);
    return state;
  }

  @Test
  void givesTheRowsThatWereThere() {
    notes.platform.execute(
        "drop schema if exists kept cascade; create schema kept; create table kept.note as table"
            + " view.note");

    rebuild.begin(false).block(SOON);
    RebuildState state = end(rebuild);

    assertThat(state.phase()).as(state.toString()).isEqualTo(Phase.DONE);
    assertThat(state.position()).isEqualTo(state.head());
    assertThat(state.tables())
        .singleElement()
        .satisfies(
            table -> {
              assertThat(table.equal()).isTrue();
              assertThat(table.rebuilt())
                  .isEqualTo(notes.platform.count("select count(*) from view.note"));
            });
    assertThat(notes.differing("kept")).isZero();
    assertThat(notes.behindTheJournal()).isZero();
    assertThat(
            notes.platform.query("select nspname from pg_namespace where nspname like 'view\\__%'"))
        .isEmpty();
  }

  @Test
  void disturbsNeitherWritersNorReaders() {
    Disturbance seen = whileWorking(rebuild, TestScale.of(3, 10), false);

    assertThat(seen.errors).isEmpty();
    assertThat(seen.backwards).isEmpty();
    assertThat(seen.reads.get()).isGreaterThan(100);
    assertThat(seen.writes.get()).isGreaterThan(50);
    assertThat(notes.behindTheJournal()).isZero();
  }

  @Test
  void isCaughtWhenItSwapsWithoutTheTail() {
    Rebuild hasty = withoutTail();

    Disturbance seen = whileWorking(hasty, 3, true);

    assertThat(notes.behindTheJournal() + seen.backwards.size()).isPositive();
    rebuild.begin(true).block(SOON);
    assertThat(end(rebuild).phase()).isEqualTo(Phase.DONE);
    assertThat(notes.behindTheJournal()).isZero();
  }

  /** A rebuild that forgets what came after it had caught up. */
  private static Rebuild withoutTail() {
    return new Altered(Mono.empty()) {
      @Override
      Mono<Void> applyToHead() {
        return Mono.empty();
      }
    };
  }

  /** A rebuild whose replay begins when it is let. */
  private static class Altered extends Rebuild {
    Altered(Mono<Void> let) {
      this(notes.platform.settings(), RuntimeParts.pools(notes.platform.settings()).owner(), let);
    }

    private Altered(Map<String, Object> settings, ConnectionPool owner, Mono<Void> let) {
      this(
          settings,
          owner,
          new Sessions(RuntimeParts.pools(settings).rebuild()),
          new RebuildProgress(),
          let);
    }

    private Altered(
        Map<String, Object> settings,
        ConnectionPool owner,
        Sessions worker,
        RebuildProgress rebuildProgress,
        Mono<Void> let) {
      super(
          new Sessions(owner),
          worker,
          new MaintenanceLock(owner),
          new NextViews(new Sessions(owner), RuntimeParts.migrations(settings)),
          new ViewReplay(
              worker,
              StreamCodecs.of(SampleApplication.NOTES),
              Notes.projections(),
              rebuildProgress) {
            @Override
            Mono<Long> page(int limit) {
              return let.then(super.page(limit));
            }
          },
          rebuildProgress);
    }
  }

  /** What writers and readers met while views were rebuilt. */
  private static final class Disturbance {
    private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    private final Queue<String> backwards = new ConcurrentLinkedQueue<>();
    private final Map<UUID, Integer> versions = new ConcurrentHashMap<>();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();

    private void read(UUID id, int version) {
      versions.compute(
          id,
          (_, before) -> {
            if (before != null && version < before) {
              backwards.add(id + ": " + version + " after " + before);
            }
            return before == null ? version : Math.max(before, version);
          });
    }
  }

  private static Disturbance whileWorking(Rebuild working, int rebuilds, boolean accept) {
    Disturbance seen = new Disturbance();
    ConnectionPool pool = RuntimeParts.pools(notes.platform.settings()).app();
    DatabaseReads reads = new DatabaseReads(new Sessions(pool));
    Disposable writers =
        notes.writing().subscribe(_ -> seen.writes.incrementAndGet(), seen.errors::add);
    Disposable readers =
        Flux.fromIterable(notes.users)
            .repeat()
            .concatMap(user -> read(reads, user, seen))
            .subscribe(_ -> seen.reads.incrementAndGet(), seen.errors::add);
    try {
      for (int i = 0; i < rebuilds; i++) {
        working.begin(accept).block(SOON);
        RebuildState state = end(working);
        assertThat(state.phase()).as(state.toString()).isEqualTo(Phase.DONE);
      }
      long enough = seen.writes.get() + 51;
      await().atMost(SOON).until(() -> seen.writes.get() > enough || !seen.errors.isEmpty());
    } finally {
      writers.dispose();
      readers.dispose();
      pool.dispose();
    }
    return seen;
  }

  /** One transaction's reading of a household: readers of one thread see versions only grow. */
  private static Mono<Long> read(DatabaseReads reads, UUID user, Disturbance seen) {
    return reads.read(
        user,
        session ->
            session
                .sql(
                    "select id, stream_version from note where user_id = :user order by id limit"
                        + " 50")
                .bind("user", user)
                .map(
                    row -> {
                      seen.read(
                          row.get("id", UUID.class), row.get("stream_version", Integer.class));
                      return true;
                    })
                .all()
                .count());
  }

  @Test
  void waitsForACommandThatIsStillOpen() {
    Sinks.Empty<Void> opened = Sinks.empty();
    Sinks.Empty<Void> done = Sinks.empty();
    Rebuild held = new Altered(opened.asMono());
    held.begin(false).block(SOON);
    await().atMost(SOON).until(() -> held.state().block(SOON).phase() == Phase.REPLAYING);
    Notes.Written note = new Notes.Written(notes.users.getFirst(), Ids.next());
    Mono<Void> slow = notes.slow(note, opened::tryEmitEmpty, done.asMono());
    slow.subscribe();

    await().atMost(SOON).until(() -> held.state().block(SOON).phase() == Phase.COMPARING);
    assertThat(rows(note)).isZero();
    done.tryEmitEmpty();

    assertThat(end(held).phase()).isEqualTo(Phase.DONE);
    slow.block(SOON);
    assertThat(rows(note)).isEqualTo(1);
    assertThat(notes.behindTheJournal()).isZero();
  }

  private static long rows(Notes.Written note) {
    return notes.platform.count("select count(*) from view.note where id = '" + note.id() + "'");
  }

  @Test
  void goesOnAfterEveryKill() throws Exception {
    rebuildRow("phase = 'preparing', position = 0, accept_differences = false");
    long head = notes.platform.count("select max(position) from journal.event");
    long reached = 0;
    for (int kill = 1; kill <= TestScale.of(3, 5); kill++) {
      Process process = RebuildProcess.start(notes.platform.settings());
      long before = reached;
      long goal = head * kill / TestScale.of(5, 7);
      try {
        await()
            .atMost(SOON)
            .until(() -> position() >= goal || !rebuild.state().block(SOON).phase().running());
      } finally {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
      reached = position();
      assertThat(reached).isGreaterThanOrEqualTo(before);
    }
    notes.platform.execute(
        "create schema if not exists kept; drop table if exists kept.note; create table kept.note"
            + " as table view.note");
    assertThat(rebuild.state().block(SOON).phase().running()).as("killed in the middle").isTrue();

    await().atMost(SOON).until(notes.platform::isIdle);
    rebuild.start();
    RebuildState state = end(rebuild);

    assertThat(state.phase()).as(state.toString()).isEqualTo(Phase.DONE);
    assertThat(notes.differing("kept")).isZero();
  }

  @Test
  void goesOnWhenWhoeverMaintainedIsDone() throws SQLException {
    rebuildRow("phase = 'preparing', position = 0, accept_differences = false");
    Rebuild late = RebuildProcess.rebuild(notes.platform.settings());
    try (Connection other = notes.platform.connect("owner");
        Statement statement = other.createStatement()) {
      statement.execute("select pg_advisory_lock(26220, 3)");
      late.start();
      assertThatThrownBy(() -> late.begin(false).block(SOON)).isInstanceOf(Rejection.class);
    }
    assertThat(end(late).phase()).isEqualTo(Phase.DONE);
    late.stop();
  }

  private static long position() {
    return notes.platform.count("select position from journal.rebuild");
  }

  private static void rebuildRow(String set) {
    notes.platform.execute("update journal.rebuild set " + set);
  }

  @Test
  void keepsTheOldViewsWhenTheNewOnesDiffer() {
    UUID spoiled = notes.written.getFirst().id();
    notes.platform.execute("update view.note set text = 'spoiled' where id = '" + spoiled + "'");

    rebuild.begin(false).block(SOON);
    RebuildState state = end(rebuild);
    assertThat(state.phase()).isEqualTo(Phase.DIFFERS);
    assertThat(state.tables()).extracting(TableCheck::equal).containsExactly(false);
    assertThat(text(spoiled)).isEqualTo("spoiled");

    rebuild.begin(true).block(SOON);
    assertThat(end(rebuild).phase()).isEqualTo(Phase.DONE);
    assertThat(text(spoiled)).startsWith("text ");
  }

  private static String text(UUID id) {
    return notes
        .platform
        .query("select text from view.note where id = '" + id + "'")
        .getFirst()
        .get("text")
        .toString();
  }

  @Test
  void failsWhenNothingComesOut() {
    Map<String, Object> settings = notes.platform.settings();
    Rebuild blind =
        RebuildFactory.of(
            RuntimeParts.pools(settings).owner(),
            RuntimeParts.pools(settings).rebuild(),
            RuntimeParts.migrations(settings),
            StreamCodecs.of(SampleApplication.NOTES),
            List.of());

    blind.begin(true).block(SOON);
    RebuildState state = end(blind);

    assertThat(state.phase()).isEqualTo(Phase.FAILED);
    assertThat(state.failure()).contains("no rows in the new views");
    assertThat(notes.behindTheJournal()).isZero();
  }

  @Test
  void isAloneAmongMaintenance() {
    Rebuild other = RebuildProcess.rebuild(notes.platform.settings());
    rebuild.begin(false).block(SOON);
    assertThatThrownBy(() -> other.begin(false).block(SOON)).isInstanceOf(Rejection.class);
    assertThat(end(rebuild).phase()).isEqualTo(Phase.DONE);
  }

  @Test
  void leavesSchemasThatMigrateAsBefore() {
    rebuild.begin(false).block(SOON);
    assertThat(end(rebuild).phase()).isEqualTo(Phase.DONE);
    RuntimeParts.migrations(notes.platform.settings()).run();
    assertThat(notes.behindTheJournal()).isZero();
  }
}
