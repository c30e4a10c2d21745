package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import florin.events.AvroEvents;
import florin.journal.test.Scale;
import florin.journal.test.Seeded;
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

  private static final Ground ground = new Ground();
  private static final Sessions app = ground.sessions("app", 4);
  private static final Commands commands = Ground.commands(app, Ground.journal());

  @AfterAll
  static void close() {
    ground.close();
  }

  private final StreamId stream = Ledger.stream(UUID.randomUUID());

  private CompletableFuture<Integer> enter(Commands by, StreamId into, int count) {
    return by.run(into.user(), unit -> Ledger.enter(unit, into, count)).toFuture();
  }

  private static long events(StreamId of) {
    return count("journal.event", of);
  }

  private static long rows(StreamId of) {
    return count("view.entry", of);
  }

  private static long count(String table, StreamId of) {
    return ground
        .platform()
        .count("select count(*) from " + table + " where stream_id = '" + of.id() + "'");
  }

  private static void kill(long backend) {
    ground.platform().query("select pg_terminate_backend(" + backend + ")");
  }

  @Nested
  class ABatchWhoseBackendIsKilled {

    private static final int MIDDLE = 250;

    /** The row in the middle waits in its trigger, so that half of the batch is surely written. */
    private static void stopInTheMiddle() {
      ground
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
      try (Connection holder = ground.platform().connect("postgres");
          Statement statement = holder.createStatement()) {
        statement.execute("select pg_advisory_lock(77, 77)");
        CompletableFuture<Integer> append = enter(commands, stream, BATCH);
        String inTheMiddle =
            "from pg_locks where locktype = 'advisory' and classid = 77 and not granted";
        await()
            .atMost(Ground.SOON)
            .until(() -> ground.platform().count("select count(*) " + inTheMiddle) == 1);
        kill(ground.platform().count("select pid " + inTheMiddle));
        assertThat(append).failsWithin(Ground.SOON);
      } finally {
        ground.platform().execute("drop trigger stop on journal.event");
      }
      assertThat(events(stream)).isZero();
      assertThat(rows(stream)).isZero();
      assertThat(enter(commands, stream, BATCH)).succeedsWithin(Ground.SOON).isEqualTo(BATCH);
      assertThat(events(stream)).isEqualTo(BATCH);
      assertThat(rows(stream)).isEqualTo(BATCH);
    }

    @Test
    void atAnyInstantLeavesNothingOrEverything() {
      Seeded.runs(
          Scale.of(10, 200),
          random -> {
            StreamId into = Ledger.stream(UUID.randomUUID());
            CompletableFuture<Integer> append = enter(commands, into, BATCH);
            String working =
                "from pg_stat_activity where usename = 'transactions_app' and state <> 'idle' and"
                    + " datname = current_database()";
            for (int looks = random.nextInt(8); looks > 0 && !append.isDone(); looks--) {
              ground.platform().count("select count(*) " + working);
            }
            ground.platform().query("select pg_terminate_backend(pid) " + working);
            await().atMost(Ground.SOON).until(append::isDone);
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
      Stop stop = new Stop();
      Journal stopping = Journals.Kind.REAL.with(stop::here);
      CompletableFuture<Integer> killed = enter(Ground.commands(app, stopping), stream, 1);
      stop.awaitReached();
      StreamId next = Ledger.stream(UUID.randomUUID());
      CompletableFuture<Integer> waiting = enter(commands, next, 1);
      await().atMost(Ground.SOON).until(() -> ground.waitingForTheJournal() == 1);
      kill(ground.holderOfTheJournal());
      // Postgres gives the lock on when the backend dies; nobody waits for a timeout of ours, the
      // shortest of which is 5 s.
      assertThat(waiting).succeedsWithin(Duration.ofSeconds(1));
      stop.release();
      assertThat(killed).failsWithin(Ground.SOON);
      assertThat(events(stream)).isZero();
      assertThat(events(next)).isEqualTo(1);
    }
  }

  @Nested
  class TheJournalsClock {

    @Test
    void neverRunsBackEvenWhenTheDatabasesDoes() {
      assertThat(enter(commands, stream, 1)).succeedsWithin(Ground.SOON);
      // As if the machine's clock had been an hour ahead when the last event came.
      ground
          .platform()
          .execute(
              "update journal.event set recorded_at = recorded_at + interval '1 hour' where"
                  + " position = (select max(position) from journal.event)");
      try {
        long ahead = ground.head();
        StreamId other = Ledger.stream(UUID.randomUUID());
        assertThat(enter(commands, other, 3)).succeedsWithin(Ground.SOON);
        List<RecordedEvent> events = ground.reader().next(ahead - 1, 10);
        assertThat(events).hasSize(4);
        assertThat(events).extracting(RecordedEvent::recordedAt).isSorted();
        assertThat(events.getLast().recordedAt()).isEqualTo(events.getFirst().recordedAt());
      } finally {
        ground
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
      return commands.run(stream.user(), unit -> Ledger.enter(unit, stream, 1, padding)).toFuture();
    }

    private static int bytes(String padding) {
      return AvroEvents.encode(Ledger.ENTRIES.codec().toAvro(new Ledger.Entered(1, 1, 1, padding)))
          .length;
    }

    @Test
    void mayBeAsLargeAsTheLargestAndNotAByteLarger() {
      // The length of a text near the limit takes as many bytes as that of this one.
      int frame = bytes("x".repeat(500_000)) - 500_000;
      String fits = "x".repeat(Journal.LARGEST_EVENT - frame);
      assertThat(bytes(fits)).isEqualTo(Journal.LARGEST_EVENT);
      assertThat(enter(fits + "x"))
          .failsWithin(Ground.SOON)
          .withThrowableThat()
          .withMessageContaining("524289 bytes (expected: at most 524288)");
      assertThat(events(stream)).isZero();
      assertThat(rows(stream)).isZero();
      assertThat(enter(fits)).succeedsWithin(Ground.SOON).isEqualTo(1);
    }
  }

  @Nested
  class TwoDecisionsOnOneVersion {

    @Test
    void areAConflictForTheLaterAndNothingOfItStays() {
      assertThat(enter(commands, stream, 1)).succeedsWithin(Ground.SOON);
      // No lock of the household and no view: what stands behind them must hold alone.
      Commands bare = new Commands(app, Ground.journal(), List.of(), new Bell(), Ground.SOON);
      assertThatThrownBy(
              () ->
                  app.in(
                          "begin; select set_config('app.user_id', '" + stream.user() + "', true)",
                          session ->
                              bare.work(
                                  session,
                                  unit -> {
                                    Ledger.add(
                                        unit, stream.user(), new Ledger.Entered(1, 1, 1, ""));
                                    unit.decide(
                                        Ledger.ENTRIES,
                                        new Loaded<>(stream, 0, 0, 0),
                                        new Ledger.Entered(2, 1, 1, ""),
                                        Ledger.change(stream.user()));
                                    return Mono.just(1);
                                  }))
                      .block(Ground.SOON))
          .isInstanceOf(Conflict.class);
      assertThat(
              ground
                  .platform()
                  .count(
                      "select count(*) from journal.event where user_id = '" + stream.user() + "'"))
          .isEqualTo(1);
    }
  }
}
