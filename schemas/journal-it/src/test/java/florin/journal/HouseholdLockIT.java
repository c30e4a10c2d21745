package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import florin.journal.database.Locks;
import florin.journal.database.Sessions;
import florin.journal.stream.Rejection;
import io.r2dbc.spi.ConnectionFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One household, one queue; households never wait for each other except at the journal. */
public class HouseholdLockIT {

  private static final int AT_ONCE = 64;
  private static final int PROCESSES = 8;

  private static final JournalFixture journalFixture = new JournalFixture();
  private static final ConnectionFactory pool = journalFixture.pool("app", 2 * PROCESSES + 4);
  private static final Sessions worker = journalFixture.sessions("worker", 4);

  @AfterAll
  static void close() {
    journalFixture.close();
  }

  /** Wrong: a command that begins without the lock of its household. */
  private static final class Unlocked extends Sessions {
    Unlocked() {
      super(pool);
    }

    @Override
    public String locks(UUID user) {
      return Locks.sharedGate();
    }
  }

  /** A decision that reads its own user's rows. */
  private interface Decision {
    void decide(UnitOfWork unit, UUID user, BalanceStream.Found found, int number);
  }

  private static void atMostTen(UnitOfWork unit, UUID user, BalanceStream.Found found, int number) {
    if (found.entries() >= 10) {
      throw new Rejection("conflict", "entries: 10 (expected: at most 10)");
    }
    BalanceStream.add(unit, user, found.plus(1));
  }

  private static void atMostTwoHundred(
      UnitOfWork unit, UUID user, BalanceStream.Found found, int number) {
    int amount = 1 + number % 7;
    if (found.total() + amount > 200) {
      throw new Rejection("conflict", "total: over 200");
    }
    BalanceStream.add(unit, user, found.plus(amount));
  }

  private static void any(UnitOfWork unit, UUID user, BalanceStream.Found found, int number) {
    BalanceStream.add(unit, user, found.plus(number * (number % 2 == 0 ? 3L : -2L)));
  }

  /**
   * 64 commands at once of one household through several processes; as the events have it, oldest
   * first.
   */
  private static List<BalanceStream.Entered> together(
      Sessions sessions, UUID user, Decision decision) {
    List<Commands> processes =
        Stream.generate(() -> JournalFixture.commands(sessions, JournalFixture.journal()))
            .limit(PROCESSES)
            .toList();
    Flux.range(0, AT_ONCE)
        .flatMap(
            number ->
                processes
                    .get(number % PROCESSES)
                    .run(user, unit -> once(unit, user, number, decision))
                    .onErrorComplete(Rejection.class),
            AT_ONCE)
        .blockLast(JournalFixture.SOON);
    return journalFixture
        .platform()
        .query(
            "select number, amount, balance from view.entry v join journal.event e using"
                + " (stream_id, version) where v.user_id = '"
                + user
                + "' order by e.position")
        .stream()
        .map(
            row ->
                new BalanceStream.Entered(
                    (int) row.get("number"),
                    (long) row.get("amount"),
                    (long) row.get("balance"),
                    ""))
        .toList();
  }

  private static Mono<Boolean> once(UnitOfWork unit, UUID user, int number, Decision decision) {
    return BalanceStream.read(unit, user)
        .map(
            found -> {
              decision.decide(unit, user, found, number);
              return true;
            });
  }

  /** Each decision has read exactly what the ones before it left. */
  private static void isSerial(List<BalanceStream.Entered> entries) {
    long balance = 0;
    for (int i = 0; i < entries.size(); i++) {
      BalanceStream.Entered entry = entries.get(i);
      balance += entry.amount();
      assertThat(entry).isEqualTo(new BalanceStream.Entered(i + 1, entry.amount(), balance, ""));
    }
  }

  @Nested
  class CommandsOfOneHousehold {

    private static void keepALimit(Sessions sessions, UUID user) {
      List<BalanceStream.Entered> entries = together(sessions, user, HouseholdLockIT::atMostTen);
      assertThat(entries).hasSize(10);
      isSerial(entries);
    }

    private static void keepATotal(Sessions sessions, UUID user) {
      List<BalanceStream.Entered> entries =
          together(sessions, user, HouseholdLockIT::atMostTwoHundred);
      isSerial(entries);
      // Amounts are at most 7, and far more than 200 was asked for.
      assertThat(entries.getLast().balance()).isBetween(194L, 200L);
    }

    private static void keepARunningBalance(Sessions sessions, UUID user) {
      List<BalanceStream.Entered> entries = together(sessions, user, HouseholdLockIT::any);
      assertThat(entries).hasSize(AT_ONCE);
      isSerial(entries);
      long serial = IntStream.range(0, AT_ONCE).mapToLong(n -> n * (n % 2 == 0 ? 3L : -2L)).sum();
      assertThat(entries.getLast().balance()).isEqualTo(serial);
    }

    @Test
    void keepALimit() {
      keepALimit(new Sessions(pool), UUID.randomUUID());
    }

    @Test
    void keepATotal() {
      keepATotal(new Sessions(pool), UUID.randomUUID());
    }

    @Test
    void keepARunningBalance() {
      keepARunningBalance(new Sessions(pool), UUID.randomUUID());
    }

    @Test
    void keepNoneOfThemWithoutTheLock() {
      List<Function<UUID, Runnable>> checks =
          List.of(
              user -> () -> keepALimit(new Unlocked(), user),
              user -> () -> keepATotal(new Unlocked(), user),
              user -> () -> keepARunningBalance(new Unlocked(), user));
      for (Function<UUID, Runnable> check : checks) {
        await()
            .atMost(JournalFixture.SOON)
            .untilAsserted(
                () ->
                    assertThatExceptionOfType(AssertionError.class)
                        .isThrownBy(() -> check.apply(UUID.randomUUID()).run()));
      }
    }
  }

  @Nested
  class CommandsOfTwoHouseholds {

    private final UUID one = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();
    private final Commands commands =
        JournalFixture.commands(new Sessions(pool), JournalFixture.journal());

    private CompletableFuture<Integer> enter(UUID user) {
      return commands
          .run(user, unit -> BalanceStream.enter(unit, BalanceStream.stream(user), 1))
          .toFuture();
    }

    private void othersGoOn(List<UUID> held, CompletableFuture<?> holder, PausePoint pausePoint) {
      pausePoint.awaitReached();
      List<CompletableFuture<Integer>> waiting = new ArrayList<>();
      held.forEach(user -> waiting.add(enter(user)));
      for (int i = 0; i < 20; i++) {
        assertThat(enter(other)).succeedsWithin(JournalFixture.SOON);
      }
      await()
          .atMost(JournalFixture.SOON)
          .until(() -> journalFixture.waitingForAHousehold() == held.size());
      assertThat(holder).isNotDone();
      assertThat(waiting).noneMatch(CompletableFuture::isDone);
      pausePoint.release();
      assertThat(holder).succeedsWithin(JournalFixture.SOON);
      assertThat(waiting).allSatisfy(one -> assertThat(one).succeedsWithin(JournalFixture.SOON));
    }

    @Test
    void doNotWaitForEachOther() {
      PausePoint pausePoint = new PausePoint();
      CompletableFuture<Integer> holder =
          commands
              .run(
                  one,
                  unit ->
                      pausePoint
                          .here()
                          .then(BalanceStream.enter(unit, BalanceStream.stream(one), 1)))
              .toFuture();
      othersGoOn(List.of(one), holder, pausePoint);
    }

    /** Wrong: the locks one after the other, in the order of their keys. */
    private static String oneAfterTheOther(Collection<UUID> users) {
      return "begin; "
          + Locks.sharedGate()
          + users.stream()
              .sorted(Comparator.comparing(Locks::key))
              .map(Locks::household)
              .collect(Collectors.joining());
    }

    /** An intake waits for the household with the highest key of three. */
    private void whileAnIntakeWaits(
        Function<List<UUID>, String> beginIntake, Consumer<List<UUID>> meanwhile) {
      List<UUID> batch =
          Stream.generate(UUID::randomUUID)
              .limit(3)
              .sorted(Comparator.comparing(Locks::key))
              .toList();
      PausePoint pausePoint = new PausePoint();
      CompletableFuture<Integer> holder =
          commands.run(batch.getLast(), _ -> pausePoint.here().thenReturn(1)).toFuture();
      pausePoint.awaitReached();
      CompletableFuture<Integer> intake =
          worker.transaction(beginIntake.apply(batch), _ -> Mono.just(2)).toFuture();
      await().atMost(JournalFixture.SOON).until(() -> journalFixture.waitingForAHousehold() == 1);
      meanwhile.accept(batch.subList(0, 2));
      assertThat(intake).isNotDone();
      pausePoint.release();
      assertThat(holder).succeedsWithin(JournalFixture.SOON);
      assertThat(intake).succeedsWithin(JournalFixture.SOON);
    }

    @Test
    void doNotWaitForAnIntakeThatWaitsForAnother() {
      whileAnIntakeWaits(
          Locks::beginIntake,
          others ->
              others.forEach(user -> assertThat(enter(user)).succeedsWithin(JournalFixture.SOON)));
    }

    @Test
    void waitForAnIntakeThatTakesOneLockAfterTheOther() {
      List<CompletableFuture<Integer>> waiting = new ArrayList<>();
      whileAnIntakeWaits(
          HouseholdLockIT.CommandsOfTwoHouseholds::oneAfterTheOther,
          others -> {
            others.forEach(user -> waiting.add(enter(user)));
            await()
                .atMost(JournalFixture.SOON)
                .until(() -> journalFixture.waitingForAHousehold() == 3);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
          });
      assertThat(waiting).allSatisfy(one -> assertThat(one).succeedsWithin(JournalFixture.SOON));
    }

    @Test
    void doNotWaitForAnIntakeOfOthers() {
      PausePoint pausePoint = new PausePoint();
      List<UUID> batch = List.of(one, UUID.randomUUID(), UUID.randomUUID());
      CompletableFuture<Integer> holder =
          worker
              .transaction(
                  Locks.beginIntake(batch),
                  session ->
                      pausePoint
                          .here()
                          .then(
                              commands.work(
                                  session,
                                  unit -> BalanceStream.enter(unit, BalanceStream.stream(one), 1))))
              .toFuture();
      othersGoOn(batch, holder, pausePoint);
    }
  }
}
