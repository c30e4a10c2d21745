package florin.journal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.journal.BalanceStream;
import florin.journal.Commands;
import florin.journal.JournalFixture;
import florin.journal.stream.Rejection;
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

  private static final JournalFixture journalFixture = new JournalFixture(Duration.ofMillis(100));
  private static final Sessions only = journalFixture.sessions("app", 1);

  @AfterAll
  static void close() {
    journalFixture.close();
  }

  private final UUID user = UUID.randomUUID();
  private final UUID other = UUID.randomUUID();
  private final Commands commands = JournalFixture.commands(only, JournalFixture.journal());

  private Integer enter(UUID as) {
    return commands
        .run(as, unit -> BalanceStream.enter(unit, BalanceStream.stream(as), 1))
        .block(JournalFixture.SOON);
  }

  private void theConnectionIsFree() {
    assertThat(
            journalFixture
                .platform()
                .count(
                    "select count(*) from pg_stat_activity where datname = current_database() and"
                        + " usename = 'transactions_app' and state <> 'idle'"))
        .isZero();
    assertThat(enter(other)).isEqualTo(1);
    assertThat(only.readOnly(other, _ -> Mono.just(1)).block(JournalFixture.SOON)).isEqualTo(1);
  }

  @Nested
  class ATransactionThatFails {

    @Test
    void asItBeginsLeavesItsConnectionFree() throws SQLException {
      try (Connection holder = journalFixture.platform().connect("postgres");
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
      try (Connection holder = journalFixture.platform().connect("postgres");
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
                      .block(JournalFixture.SOON))
          .hasStackTraceContaining("division by zero");
      theConnectionIsFree();
      assertThatThrownBy(
              () ->
                  commands
                      .run(user, _ -> Mono.error(new Rejection("conflict", "on purpose")))
                      .block(JournalFixture.SOON))
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
      journalFixture.platform().execute(REFUSE.formatted(how));
      try {
        for (int i = 0; i < 3; i++) {
          assertThat(
                  commands
                      .run(user, unit -> BalanceStream.enter(unit, BalanceStream.stream(user), 1))
                      .toFuture())
              .failsWithin(JournalFixture.SOON);
        }
      } finally {
        journalFixture
            .platform()
            .execute("drop trigger refuse on journal.event; drop function journal.refuse()");
      }
      theConnectionIsFree();
      assertThat(
              journalFixture
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
  class ASnapshot {

    private static final Sessions snapshots = journalFixture.sessions("app", 1);
    private final SnapshotReads reads = new SnapshotReads(snapshots, 1, Duration.ofSeconds(5));

    private Mono<Integer> events(Session session) {
      return session
          .sql("select count(*)::int as events from journal.event where user_id = :user")
          .bind("user", user)
          .map(row -> Columns.integer(row, "events"))
          .one();
    }

    @Test
    void seesOneStateOfTheDatabase() {
      enter(user);
      assertThat(
              reads
                  .read(
                      user,
                      session ->
                          events(session)
                              .concatWith(
                                  commands
                                      .run(
                                          user,
                                          unit ->
                                              BalanceStream.enter(
                                                  unit, BalanceStream.stream(user), 1))
                                      .then(events(session))))
                  .collectList()
                  .block(JournalFixture.SOON))
          .containsExactly(1, 1);
      assertThat(reads.read(user, session -> events(session).flux()).blockLast(JournalFixture.SOON))
          .isEqualTo(2);
    }

    @Test
    void thatIsNoLongerWantedLeavesItsConnectionFree() {
      for (int i = 0; i < 20; i++) {
        int taken = 1 + i * 10;
        assertThat(
                reads
                    .read(
                        user,
                        session ->
                            session
                                .sql("select n from generate_series(1, 20000) n")
                                .map(row -> Columns.integer(row, "n"))
                                .all())
                    .take(taken)
                    .collectList()
                    .block(JournalFixture.SOON))
            .hasSize(taken);
      }
      assertThat(snapshots.readOnly(user, _ -> Mono.just(1)).block(JournalFixture.SOON))
          .isEqualTo(1);
      theConnectionIsFree();
    }
  }

  @Nested
  class AUserWhoWasErased {

    @Test
    void isRefusedAndTheConnectionStaysFree() {
      journalFixture
          .platform()
          .execute("insert into mirror.erased_user values ('" + user + "', clock_timestamp())");
      assertThatThrownBy(() -> enter(user)).isInstanceOf(Rejection.class);
      theConnectionIsFree();
      assertThatThrownBy(() -> only.readOnly(user, _ -> Mono.just(1)).block(JournalFixture.SOON))
          .isInstanceOf(Rejection.class);
      theConnectionIsFree();
      assertThat(
              journalFixture
                  .platform()
                  .count("select count(*) from mirror.users where user_id = '" + user + "'"))
          .isZero();
    }
  }
}
