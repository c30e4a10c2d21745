package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a command keeps for the very end of its transaction. */
class LastStatementsIT {

  private static final Ground ground = new Ground();
  private static final Sessions app = ground.sessions("app", 2);
  private static final Commands commands = Ground.commands(app, Ground.journal());

  @AfterAll
  static void close() {
    ground.close();
  }

  private final StreamId stream = Ledger.stream(UUID.randomUUID());

  private long events() {
    return ground
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
              unit.last(
                  session ->
                      session
                          .sql("select count(*) as events from journal.event where stream_id = :id")
                          .bind("id", stream.id())
                          .map(row -> Columns.number(row, "events"))
                          .one()
                          .doOnNext(seen::complete)
                          .then());
              return Ledger.enter(unit, stream, 3);
            })
        .block(Ground.SOON);
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
                  unit.last(_ -> Mono.error(new IllegalStateException("too late")));
                  return Ledger.enter(unit, stream, 3);
                })
            .toFuture();
    assertThat(failed).failsWithin(Ground.SOON);
    assertThat(events()).isZero();
  }
}
