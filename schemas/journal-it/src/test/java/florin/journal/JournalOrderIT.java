package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.journal.database.Sessions;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.StreamId;
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

  private static final JournalFixture journalFixture = new JournalFixture();
  private static final Sessions app = journalFixture.sessions("app", 8);
  private static final Sessions worker = journalFixture.sessions("worker", 8);

  /** A transaction that has its number in the cluster's order before it does anything. */
  private static final String NUMBERED = "begin; select pg_current_xact_id(); ";

  /** Wrong: every transaction below the oldest running one is settled, in position order. */
  private static final String BELOW_THE_WATERMARK =
      " and xmin::text::bigint < pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

  @AfterAll
  static void close() {
    journalFixture.close();
  }

  /** Reads on from where it is, as often as it is told to. */
  private static final class Poller {
    private final LongFunction<List<JournalFixture.Row>> read;
    private final List<JournalFixture.Row> seen = new ArrayList<>();
    private final long start;
    private long cursor;

    Poller(LongFunction<List<JournalFixture.Row>> read) {
      this.read = read;
      this.start = journalFixture.head();
      this.cursor = start;
    }

    void poll() {
      for (JournalFixture.Row row : read.apply(cursor)) {
        seen.add(row);
        cursor = row.position();
      }
    }

    /** What was committed and this reader will never see. */
    List<JournalFixture.Row> lost() {
      poll();
      List<JournalFixture.Row> lost = new ArrayList<>(journalFixture.rowsAfter(start));
      lost.removeAll(seen);
      return lost;
    }
  }

  private static Poller byPosition() {
    return new Poller(
        cursor ->
            journalFixture.reader().next(cursor, 100).stream()
                .map(event -> new JournalFixture.Row(event.position(), event.eventId()))
                .toList());
  }

  private static Poller belowTheWatermark() {
    return new Poller(
        cursor ->
            journalFixture.rows(
                "where position > " + cursor + BELOW_THE_WATERMARK + " order by position"));
  }

  private static CompletableFuture<Integer> enter(Journal journal) {
    UUID user = UUID.randomUUID();
    return JournalFixture.commands(app, journal)
        .run(user, unit -> BalanceStream.enter(unit, BalanceStream.stream(user), 1))
        .toFuture();
  }

  private static void awaitDoneOrWaiting(CompletableFuture<?> second) {
    await()
        .atMost(JournalFixture.SOON)
        .until(() -> second.isDone() || journalFixture.waitingForTheJournal() == 1);
  }

  @Nested
  class AWriterThatStopsBetweenItsNumberAndItsCommit {

    /** The first takes its number and stops; the second goes as far as it can; a reader looks. */
    private Poller run(Journals.JournalVariant journalVariant) {
      Poller reader = byPosition();
      PausePoint pausePoint = new PausePoint();
      CompletableFuture<Integer> first = enter(journalVariant.with(pausePoint::here));
      pausePoint.awaitReached();
      CompletableFuture<Integer> second = enter(journalVariant.with(Mono::empty));
      awaitDoneOrWaiting(second);
      reader.poll();
      assertThat(second.isDone())
          .as("%s lets the second by", journalVariant)
          .isNotEqualTo(journalVariant == REAL);
      pausePoint.release();
      assertThat(first).succeedsWithin(JournalFixture.SOON);
      assertThat(second).succeedsWithin(JournalFixture.SOON);
      return reader;
    }

    private static final Journals.JournalVariant REAL = Journals.JournalVariant.REAL;

    @Test
    void makesTheNextWaitAndTheReaderSeesBoth() {
      Poller reader = run(REAL);
      assertThat(reader.lost()).isEmpty();
      assertThat(reader.seen).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REAL")
    void isLostByAWrongJournal(Journals.JournalVariant wrong) {
      assertThat(run(wrong).lost()).hasSize(1);
    }
  }

  @Nested
  class AWriterThatWasNumberedEarlyInTheCluster {

    /** One has the lower transaction id and the higher position, and commits first if it may. */
    private Poller run(Journals.JournalVariant journalVariant, Poller reader) {
      PausePoint early = new PausePoint();
      PausePoint late = new PausePoint();
      UUID user = UUID.randomUUID();
      Commands commands = JournalFixture.commands(worker, journalVariant.with(Mono::empty));
      CompletableFuture<Integer> first =
          worker
              .transaction(
                  NUMBERED,
                  session ->
                      early
                          .here()
                          .then(
                              commands.work(
                                  session,
                                  unit ->
                                      BalanceStream.enter(unit, BalanceStream.stream(user), 1))))
              .toFuture();
      early.awaitReached();
      CompletableFuture<Integer> second = enter(journalVariant.with(late::here));
      late.awaitReached();
      early.release();
      awaitDoneOrWaiting(first);
      reader.poll();
      late.release();
      assertThat(first).succeedsWithin(JournalFixture.SOON);
      assertThat(second).succeedsWithin(JournalFixture.SOON);
      return reader;
    }

    @Test
    void waitsForTheJournalAndNothingIsLost() {
      assertThat(run(Journals.JournalVariant.REAL, byPosition()).lost()).isEmpty();
    }

    @Test
    void isMissedBehindAWatermark() {
      assertThat(run(Journals.JournalVariant.UNLOCKED, belowTheWatermark()).lost()).hasSize(1);
    }

    @Test
    void comesBeforeWhatItHasReadWhenTransactionIdsGiveTheOrder() {
      long start = journalFixture.head();
      PausePoint pausePoint = new PausePoint();
      StreamId stream = BalanceStream.stream(UUID.randomUUID());
      Commands commands = JournalFixture.commands(worker, JournalFixture.journal());
      CompletableFuture<Integer> second =
          worker
              .transaction(
                  NUMBERED,
                  session ->
                      pausePoint
                          .here()
                          .then(
                              commands.work(session, unit -> BalanceStream.enter(unit, stream, 1))))
              .toFuture();
      pausePoint.awaitReached();
      assertThat(
              JournalFixture.commands(app, JournalFixture.journal())
                  .run(stream.user(), unit -> BalanceStream.enter(unit, stream, 1))
                  .block(JournalFixture.SOON))
          .isEqualTo(1);
      pausePoint.release();
      assertThat(second).succeedsWithin(JournalFixture.SOON).isEqualTo(2);

      assertThat(journalFixture.reader().next(start, 10))
          .extracting(RecordedEvent::version)
          .containsExactly(1, 2);
      assertThat(
              journalFixture
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
        assertThat(enter(JournalFixture.journal())).succeedsWithin(JournalFixture.SOON);
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
