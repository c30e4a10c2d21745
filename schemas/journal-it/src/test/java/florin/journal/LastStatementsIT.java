package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.stream.StreamId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a command keeps for the very end of its transaction. */
class LastStatementsIT {

  private static final JournalFixture journalFixture = new JournalFixture();
  private static final Sessions app = journalFixture.sessions("app", 2);
  private static final Commands commands = JournalFixture.commands(app, JournalFixture.journal());

  @AfterAll
  static void close() {
    journalFixture.close();
  }

  private final StreamId stream = BalanceStream.stream(UUID.randomUUID());

  private long events() {
    return journalFixture
        .platform()
        .count("select count(*) from journal.event where stream_id = '" + stream.id() + "'");
  }

  @Test
  void runAfterTheAppendInTheSameTransaction() {
    CompletableFuture<Long> seen = new CompletableFuture<>();
    commands
        .run(
            stream.user(),
            unit -> {
              unit.beforeCommit(
                  session ->
                      session
                          .sql("select count(*) as events from journal.event where stream_id = :id")
                          .bind("id", stream.id())
                          .map(row -> Columns.number(row, "events"))
                          .one()
                          .doOnNext(seen::complete)
                          .then());
              return BalanceStream.enter(unit, stream, 3);
            })
        .block(JournalFixture.SOON);
    assertThat(seen).isCompletedWithValue(3L);
    assertThat(events()).isEqualTo(3);
  }

  @Test
  void undoEverythingIfTheyFail() {
    CompletableFuture<Integer> failed =
        commands
            .run(
                stream.user(),
                unit -> {
                  unit.beforeCommit(_ -> Mono.error(new IllegalStateException("too late")));
                  return BalanceStream.enter(unit, stream, 3);
                })
            .toFuture();
    assertThat(failed).failsWithin(JournalFixture.SOON);
    assertThat(events()).isZero();
  }

  /** Wrong: its insert is not sent, as one that fails in the driver. */
  private static final class WithoutInsert extends Journal {
    WithoutInsert() {
      super(new SimpleMeterRegistry());
    }

    @Override
    Mono<Void> insert(Session session, Rows rows) {
      return Mono.empty();
    }
  }

  @Test
  void letNoTransactionCommitWhoseEventsAreMissing() {
    Commands wrong = JournalFixture.commands(app, new WithoutInsert());
    assertThat(wrong.run(stream.user(), unit -> BalanceStream.enter(unit, stream, 3)).toFuture())
        .failsWithin(JournalFixture.SOON);
    assertThat(events()).isZero();
    assertThat(
            journalFixture
                .platform()
                .count("select count(*) from view.entry where user_id = '" + stream.user() + "'"))
        .isZero();
    assertThat(
            commands
                .run(stream.user(), unit -> BalanceStream.enter(unit, stream, 3))
                .block(JournalFixture.SOON))
        .isEqualTo(3);
  }

  @Test
  void areSentOnceForATransaction() {
    assertThatThrownBy(
            () ->
                commands
                    .run(
                        stream.user(),
                        unit ->
                            commands
                                .work(
                                    unit.session(),
                                    other ->
                                        BalanceStream.enter(
                                            other, BalanceStream.stream(stream.user()), 1))
                                .then(BalanceStream.enter(unit, stream, 1)))
                    .block(JournalFixture.SOON))
        .isInstanceOf(IllegalStateException.class);
    assertThat(events()).isZero();
  }
}
