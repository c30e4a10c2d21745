package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.journal.test.TestPlatform;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/** Commit order and sequence order, interleaving by interleaving, each with what gets it wrong. */
class JournalOrderIT {

  private static final Ground ground = new Ground();
  private static final Sessions app = ground.sessions("app", 8);
  private static final Sessions worker = ground.sessions("worker", 8);

  /** A transaction that has its number in the cluster's order before it does anything. */
  private static final String NUMBERED = "begin; select pg_current_xact_id(); ";

  /** Wrong: every transaction below the oldest running one is settled, in position order. */
  private static final String BELOW_THE_WATERMARK =
      " and xmin::text::bigint < pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

  @AfterAll
  static void close() {
    ground.close();
  }

  /** Reads on from where it is, as often as it is told to. */
  private static final class Poller {
    private final LongFunction<List<Ground.Row>> read;
    private final List<Ground.Row> seen = new ArrayList<>();
    private final long start;
    private long cursor;

    Poller(LongFunction<List<Ground.Row>> read) {
      this.read = read;
      this.start = ground.head();
      this.cursor = start;
    }

    void poll() {
      for (Ground.Row row : read.apply(cursor)) {
        seen.add(row);
        cursor = row.position();
      }
    }

    /** What was committed and this reader will never see. */
    List<Ground.Row> lost() {
      poll();
      List<Ground.Row> lost = new ArrayList<>(ground.rowsAfter(start));
      lost.removeAll(seen);
      return lost;
    }
  }

  private static Poller byPosition() {
    return new Poller(
        cursor ->
            ground.reader().next(cursor, 100).stream()
                .map(event -> new Ground.Row(event.position(), event.eventId()))
                .toList());
  }

  private static Poller belowTheWatermark() {
    return new Poller(
        cursor ->
            ground.rows("where position > " + cursor + BELOW_THE_WATERMARK + " order by position"));
  }

  private static CompletableFuture<Integer> enter(Journal journal) {
    UUID user = UUID.randomUUID();
    return Ground.commands(app, journal)
        .run(user, unit -> Ledger.enter(unit, Ledger.stream(user), 1))
        .toFuture();
  }

  private static void awaitDoneOrWaiting(CompletableFuture<?> second) {
    await().atMost(Ground.SOON).until(() -> second.isDone() || ground.waitingForTheJournal() == 1);
  }

  @Nested
  class AWriterThatStopsBetweenItsNumberAndItsCommit {

    /** The first takes its number and stops; the second goes as far as it can; a reader looks. */
    private Poller run(Journals.Kind kind) {
      Poller reader = byPosition();
      Stop stop = new Stop();
      CompletableFuture<Integer> first = enter(kind.with(stop::here));
      stop.awaitReached();
      CompletableFuture<Integer> second = enter(kind.with(Mono::empty));
      awaitDoneOrWaiting(second);
      reader.poll();
      assertThat(second.isDone()).as("%s lets the second by", kind).isNotEqualTo(kind == REAL);
      stop.release();
      assertThat(first).succeedsWithin(Ground.SOON);
      assertThat(second).succeedsWithin(Ground.SOON);
      return reader;
    }

    private static final Journals.Kind REAL = Journals.Kind.REAL;

    @Test
    void makesTheNextWaitAndTheReaderSeesBoth() {
      Poller reader = run(REAL);
      assertThat(reader.lost()).isEmpty();
      assertThat(reader.seen).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REAL")
    void isLostByAWrongJournal(Journals.Kind wrong) {
      assertThat(run(wrong).lost()).hasSize(1);
    }
  }

  @Nested
  class AWriterThatWasNumberedEarlyInTheCluster {

    /** One has the lower transaction id and the higher position, and commits first if it may. */
    private Poller run(Journals.Kind kind, Poller reader) {
      Stop early = new Stop();
      Stop late = new Stop();
      UUID user = UUID.randomUUID();
      Commands commands = Ground.commands(worker, kind.with(Mono::empty));
      CompletableFuture<Integer> first =
          worker
              .in(
                  NUMBERED,
                  session ->
                      early
                          .here()
                          .then(
                              commands.work(
                                  session, unit -> Ledger.enter(unit, Ledger.stream(user), 1))))
              .toFuture();
      early.awaitReached();
      CompletableFuture<Integer> second = enter(kind.with(late::here));
      late.awaitReached();
      early.release();
      awaitDoneOrWaiting(first);
      reader.poll();
      late.release();
      assertThat(first).succeedsWithin(Ground.SOON);
      assertThat(second).succeedsWithin(Ground.SOON);
      return reader;
    }

    @Test
    void waitsForTheJournalAndNothingIsLost() {
      assertThat(run(Journals.Kind.REAL, byPosition()).lost()).isEmpty();
    }

    @Test
    void isMissedBehindAWatermark() {
      assertThat(run(Journals.Kind.UNLOCKED, belowTheWatermark()).lost()).hasSize(1);
    }

    @Test
    void comesBeforeWhatItHasReadWhenTransactionIdsGiveTheOrder() {
      long start = ground.head();
      Stop stop = new Stop();
      StreamId stream = Ledger.stream(UUID.randomUUID());
      Commands commands = Ground.commands(worker, Ground.journal());
      CompletableFuture<Integer> second =
          worker
              .in(
                  NUMBERED,
                  session ->
                      stop.here()
                          .then(commands.work(session, unit -> Ledger.enter(unit, stream, 1))))
              .toFuture();
      stop.awaitReached();
      assertThat(
              Ground.commands(app, Ground.journal())
                  .run(stream.user(), unit -> Ledger.enter(unit, stream, 1))
                  .block(Ground.SOON))
          .isEqualTo(1);
      stop.release();
      assertThat(second).succeedsWithin(Ground.SOON).isEqualTo(2);

      assertThat(ground.reader().next(start, 10))
          .extracting(RecordedEvent::version)
          .containsExactly(1, 2);
      assertThat(
              ground
                  .platform()
                  .query(
                      "select version from journal.event where position > "
                          + start
                          + BELOW_THE_WATERMARK
                          + " order by xmin::text::bigint, position"))
          .extracting(row -> row.get("version"))
          .containsExactly(2, 1);
    }
  }

  @Nested
  class ATransactionLeftOpenInAnotherDatabase {

    @Test
    void holdsUpAWatermarkAndNotTheReader() throws SQLException {
      Poller reader = byPosition();
      Poller watermark = belowTheWatermark();
      TestPlatform other = TestPlatform.of("planning");
      try (Connection connection = other.connect("postgres");
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("select pg_current_xact_id()");
        assertThat(enter(Ground.journal())).succeedsWithin(Ground.SOON);
        reader.poll();
        watermark.poll();
        assertThat(reader.seen).hasSize(1);
        assertThat(watermark.seen).isEmpty();
        connection.rollback();
      }
      assertThat(watermark.lost()).isEmpty();
    }
  }
}
