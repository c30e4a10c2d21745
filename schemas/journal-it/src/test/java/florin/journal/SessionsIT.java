package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** How a transaction ends, as the next user of its connection finds it. */
class SessionsIT {

  private static final Ground ground = new Ground(Duration.ofMillis(100));
  private static final Sessions only = ground.sessions("app", 1);

  @AfterAll
  static void close() {
    ground.close();
  }

  private final UUID user = UUID.randomUUID();
  private final UUID other = UUID.randomUUID();
  private final Commands commands = Ground.commands(only, Ground.journal());

  private Integer enter(UUID as) {
    return commands.run(as, unit -> Ledger.enter(unit, Ledger.stream(as), 1)).block(Ground.SOON);
  }

  private void theConnectionIsFree() {
    assertThat(
            ground
                .platform()
                .count(
                    "select count(*) from pg_stat_activity where datname = current_database() and"
                        + " usename = 'transactions_app' and state <> 'idle'"))
        .isZero();
    assertThat(enter(other)).isEqualTo(1);
    assertThat(only.reading(other, _ -> Mono.just(1)).block(Ground.SOON)).isEqualTo(1);
  }

  @Nested
  class ATransactionThatFails {

    @Test
    void asItBeginsLeavesItsConnectionFree() throws SQLException {
      try (Connection holder = ground.platform().connect("postgres");
          Statement statement = holder.createStatement()) {
        statement.execute(Locks.household(user).replace("_xact", ""));
        for (int i = 0; i < 20; i++) {
          assertThatThrownBy(() -> enter(user)).hasMessageContaining("lock timeout");
          theConnectionIsFree();
        }
      }
      assertThat(enter(user)).isEqualTo(1);
    }

    @Test
    void atTheJournalLeavesItsConnectionFree() throws SQLException {
      try (Connection holder = ground.platform().connect("postgres");
          Statement statement = holder.createStatement()) {
        statement.execute("select pg_advisory_lock(%d, 2)".formatted(0x666c));
        assertThatThrownBy(() -> enter(user)).hasMessageContaining("lock timeout");
      }
      theConnectionIsFree();
    }

    @Test
    void inItsBodyLeavesItsConnectionFree() {
      assertThatThrownBy(
              () ->
                  commands
                      .run(user, unit -> unit.session().sql("select 1 / 0").then())
                      .block(Ground.SOON))
          .hasStackTraceContaining("division by zero");
      theConnectionIsFree();
      assertThatThrownBy(
              () ->
                  commands
                      .run(user, _ -> Mono.error(new Rejection("conflict", "on purpose")))
                      .block(Ground.SOON))
          .isInstanceOf(Rejection.class);
      theConnectionIsFree();
    }
  }

  @Nested
  class ATransactionWhoseCommitFails {

    private static final String REFUSE =
        """
        create function journal.refuse() returns trigger language plpgsql as $$
        begin %s; return null; end $$;
        create constraint trigger refuse after insert on journal.event deferrable initially deferred
          for each row execute function journal.refuse();
        """;

    private void leavesNothing(String how) {
      ground.platform().execute(REFUSE.formatted(how));
      try {
        for (int i = 0; i < 3; i++) {
          assertThat(
                  commands.run(user, unit -> Ledger.enter(unit, Ledger.stream(user), 1)).toFuture())
              .failsWithin(Ground.SOON);
        }
      } finally {
        ground
            .platform()
            .execute("drop trigger refuse on journal.event; drop function journal.refuse()");
      }
      theConnectionIsFree();
      assertThat(
              ground
                  .platform()
                  .count("select count(*) from journal.event where user_id = '" + user + "'"))
          .isZero();
    }

    @Test
    void leavesItsConnectionFree() {
      leavesNothing("raise exception 'on purpose'");
    }

    @Test
    void forItsBackendDiedLeavesItsConnectionFree() {
      leavesNothing("perform pg_terminate_backend(pg_backend_pid())");
    }
  }

  @Nested
  class AUserWhoWasErased {

    @Test
    void isRefusedAndTheConnectionStaysFree() {
      ground
          .platform()
          .execute("insert into mirror.erased_user values ('" + user + "', clock_timestamp())");
      assertThatThrownBy(() -> enter(user)).isInstanceOf(Rejection.class);
      theConnectionIsFree();
      assertThatThrownBy(() -> only.reading(user, _ -> Mono.just(1)).block(Ground.SOON))
          .isInstanceOf(Rejection.class);
      theConnectionIsFree();
      assertThat(
              ground
                  .platform()
                  .count("select count(*) from mirror.users where user_id = '" + user + "'"))
          .isZero();
    }
  }
}
