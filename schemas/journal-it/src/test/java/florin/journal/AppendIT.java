package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import florin.events.AvroEvents;
import florin.journal.database.Sessions;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.StreamId;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What one append does, whole or not at all. */
class AppendIT {

  private static final int BATCH = 500;

  private static final JournalFixture journalFixture = new JournalFixture();
  private static final Sessions app = journalFixture.sessions("app", 4);
  private static final Commands commands = JournalFixture.commands(app, JournalFixture.journal());

  @AfterAll
  static void close() {
    journalFixture.close();
  }

  private final StreamId stream = BalanceStream.stream(UUID.randomUUID());

  private CompletableFuture<Integer> enter(Commands by, StreamId into, int count) {
    return by.run(into.user(), unit -> BalanceStream.enter(unit, into, count)).toFuture();
  }

  private static long events(StreamId of) {
    return count("journal.event", of);
  }

  private static long rows(StreamId of) {
    return count("view.entry", of);
  }

  private static long count(String table, StreamId of) {
    return journalFixture
        .platform()
        .count("select count(*) from " + table + " where stream_id = '" + of.id() + "'");
  }

  private static void kill(long backend) {
    journalFixture.platform().query("select pg_terminate_backend(" + backend + ")");
  }

  @Nested
  class ABatchWhoseBackendIsKilled {

    private static final int MIDDLE = 250;

    /** The row in the middle waits in its trigger, so that half of the batch is surely written. */
    private static void stopInTheMiddle() {
      journalFixture
          .platform()
          .execute(
              """
              create or replace function journal.stop() returns trigger language plpgsql as $$
              begin perform pg_advisory_xact_lock(77, 77); return new; end $$;
              create trigger stop before insert on journal.event for each row
                when (new.version = %d) execute function journal.stop();
              """
                  .formatted(MIDDLE));
    }

    @Test
    void inItsMiddleLeavesNothingAndAgainEverything() throws SQLException {
      stopInTheMiddle();
      try (Connection holder = journalFixture.platform().connect("postgres");
          Statement statement = holder.createStatement()) {
        statement.execute("select pg_advisory_lock(77, 77)");
        CompletableFuture<Integer> append = enter(commands, stream, BATCH);
        String inTheMiddle =
            "from pg_locks where locktype = 'advisory' and classid = 77 and not granted";
        await()
            .atMost(JournalFixture.SOON)
            .until(() -> journalFixture.platform().count("select count(*) " + inTheMiddle) == 1);
        kill(journalFixture.platform().count("select pid " + inTheMiddle));
        assertThat(append).failsWithin(JournalFixture.SOON);
      } finally {
        journalFixture.platform().execute("drop trigger stop on journal.event");
      }
      assertThat(events(stream)).isZero();
      assertThat(rows(stream)).isZero();
      assertThat(enter(commands, stream, BATCH))
          .succeedsWithin(JournalFixture.SOON)
          .isEqualTo(BATCH);
      assertThat(events(stream)).isEqualTo(BATCH);
      assertThat(rows(stream)).isEqualTo(BATCH);
    }

    @Test
    void atAnyInstantLeavesNothingOrEverything() {
      SeededRuns.forEachSeed(
          TestScale.of(10, 200),
          random -> {
            StreamId into = BalanceStream.stream(UUID.randomUUID());
            CompletableFuture<Integer> append = enter(commands, into, BATCH);
            String working =
                "from pg_stat_activity where usename = 'transactions_app' and state <> 'idle' and"
                    + " datname = current_database()";
            for (int looks = random.nextInt(8); looks > 0 && !append.isDone(); looks--) {
              journalFixture.platform().count("select count(*) " + working);
            }
            journalFixture.platform().query("select pg_terminate_backend(pid) " + working);
            await().atMost(JournalFixture.SOON).until(append::isDone);
            long left = events(into);
            assertThat(left).isIn(0L, (long) BATCH).isEqualTo(rows(into));
            if (!append.isCompletedExceptionally()) {
              assertThat(left).isEqualTo(BATCH);
            }
          });
    }
  }

  @Nested
  class AWriterThatIsKilledWhileItHoldsTheJournal {

    @Test
    void letsTheOthersGoOnAtOnce() {
      PausePoint pausePoint = new PausePoint();
      Journal stopping = Journals.JournalVariant.REAL.with(pausePoint::here);
      CompletableFuture<Integer> killed = enter(JournalFixture.commands(app, stopping), stream, 1);
      pausePoint.awaitReached();
      StreamId next = BalanceStream.stream(UUID.randomUUID());
      CompletableFuture<Integer> waiting = enter(commands, next, 1);
      await().atMost(JournalFixture.SOON).until(() -> journalFixture.waitingForTheJournal() == 1);
      kill(journalFixture.holderOfTheJournal());
      // Postgres gives the lock on when the backend dies; nobody waits for a timeout of ours, the
      // shortest of which is 5 s.
      assertThat(waiting).succeedsWithin(Duration.ofSeconds(1));
      pausePoint.release();
      assertThat(killed).failsWithin(JournalFixture.SOON);
      assertThat(events(stream)).isZero();
      assertThat(events(next)).isEqualTo(1);
    }
  }

  @Nested
  class TheJournalsClock {

    @Test
    void neverRunsBackEvenWhenTheDatabasesDoes() {
      assertThat(enter(commands, stream, 1)).succeedsWithin(JournalFixture.SOON);
      // As if the machine's clock had been an hour ahead when the last event came.
      journalFixture
          .platform()
          .execute(
              "update journal.event set recorded_at = recorded_at + interval '1 hour' where"
                  + " position = (select max(position) from journal.event)");
      try {
        long ahead = journalFixture.head();
        StreamId other = BalanceStream.stream(UUID.randomUUID());
        assertThat(enter(commands, other, 3)).succeedsWithin(JournalFixture.SOON);
        List<RecordedEvent> events = journalFixture.reader().next(ahead - 1, 10);
        assertThat(events).hasSize(4);
        assertThat(events).extracting(RecordedEvent::recordedAt).isSorted();
        assertThat(events.getLast().recordedAt()).isEqualTo(events.getFirst().recordedAt());
      } finally {
        journalFixture
            .platform()
            .execute(
                "update journal.event set recorded_at = clock_timestamp() where recorded_at >"
                    + " clock_timestamp()");
      }
    }
  }

  @Nested
  class AnEvent {

    private CompletableFuture<Integer> enter(String padding) {
      return commands
          .run(stream.user(), unit -> BalanceStream.enter(unit, stream, 1, padding))
          .toFuture();
    }

    private static int bytes(String padding) {
      return AvroEvents.encode(
              BalanceStream.ENTRIES.codec().toAvro(new BalanceStream.Entered(1, 1, 1, padding)))
          .length;
    }

    @Test
    void mayBeAsLargeAsTheLargestAndNotAByteLarger() {
      // The length of a text near the limit takes as many bytes as that of this one.
      int frame = bytes("x".repeat(500_000)) - 500_000;
      String fits = "x".repeat(Journal.LARGEST_EVENT - frame);
      assertThat(bytes(fits)).isEqualTo(Journal.LARGEST_EVENT);
      assertThat(enter(fits + "x"))
          .failsWithin(JournalFixture.SOON)
          .withThrowableThat()
          .withMessageContaining("524289 bytes (expected: at most 524288)");
      assertThat(events(stream)).isZero();
      assertThat(rows(stream)).isZero();
      assertThat(enter(fits)).succeedsWithin(JournalFixture.SOON).isEqualTo(1);
    }
  }

  @Nested
  class TwoDecisionsOnOneVersion {

    @Test
    void areAConflictForTheLaterAndNothingOfItStays() {
      assertThat(enter(commands, stream, 1)).succeedsWithin(JournalFixture.SOON);
      // No lock of the household and no view: what stands behind them must hold alone.
      Commands bare =
          new Commands(
              app, JournalFixture.journal(), List.of(), new CommitSignal(), JournalFixture.SOON);
      assertThatThrownBy(
              () ->
                  app.transaction(
                          "begin; select set_config('app.user_id', '" + stream.user() + "', true)",
                          session ->
                              bare.work(
                                  session,
                                  unit -> {
                                    BalanceStream.add(
                                        unit,
                                        stream.user(),
                                        new BalanceStream.Entered(1, 1, 1, ""));
                                    unit.decide(
                                        BalanceStream.ENTRIES,
                                        new LoadedStream<>(stream, 0, 0, 0),
                                        new BalanceStream.Entered(2, 1, 1, ""),
                                        BalanceStream.change(stream.user()));
                                    return Mono.just(1);
                                  }))
                      .block(JournalFixture.SOON))
          .isInstanceOf(Conflict.class);
      assertThat(
              journalFixture
                  .platform()
                  .count(
                      "select count(*) from journal.event where user_id = '" + stream.user() + "'"))
          .isEqualTo(1);
    }
  }
}
