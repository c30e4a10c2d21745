package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.journal.database.Locks;
import florin.journal.database.Sessions;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Random commands and intake batches over few households: the order of locks makes no ring. */
class DeadlockIT {

  private static final int THREADS = 24;
  private static final String DEADLOCK = "40P01";

  /** An intake batch that is tried again in halves, see {@code InboxBatches}. */
  private static final String IN_USE = "55006";

  private static final JournalFixture journalFixture = new JournalFixture();
  private static final Sessions app = journalFixture.sessions("app", THREADS);
  private static final Sessions worker = journalFixture.sessions("worker", THREADS);

  @AfterAll
  static void close() {
    journalFixture.close();
  }

  /** The SQL states of what failed, of so many transactions or fewer: the first failure ends it. */
  private static List<String> failures(
      int transactions, Random random, Function<List<UUID>, String> beginIntake) throws Exception {
    List<UUID> users = Stream.generate(UUID::randomUUID).limit(8).toList();
    Commands commands = JournalFixture.commands(app, JournalFixture.journal());
    AtomicInteger left = new AtomicInteger(transactions);
    List<String> failures = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random own = new Random(random.nextLong());
        all.add(
            threads.submit(
                () -> {
                  while (failures.isEmpty() && left.getAndDecrement() > 0) {
                    any(commands, users, own, beginIntake)
                        .onErrorResume(
                            failed -> {
                              if (!IN_USE.equals(state(failed))) {
                                failures.add(state(failed));
                              }
                              return Mono.empty();
                            })
                        .block(JournalFixture.SOON);
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get(10, TimeUnit.MINUTES);
      }
    }
    return failures;
  }

  private static Mono<Integer> any(
      Commands commands,
      List<UUID> users,
      Random random,
      Function<List<UUID>, String> beginIntake) {
    List<UUID> some = new ArrayList<>(users);
    Collections.shuffle(some, random);
    List<UUID> batch = List.copyOf(some.subList(0, 2 + random.nextInt(4)));
    int events = random.nextInt(2) * (1 + random.nextInt(3));
    UUID user = some.getFirst();
    if (random.nextInt(5) < 3) {
      return commands.run(
          user, unit -> BalanceStream.enter(unit, BalanceStream.stream(user), events));
    }
    return worker.transaction(
        beginIntake.apply(batch),
        session ->
            commands.work(
                session, unit -> BalanceStream.enter(unit, BalanceStream.stream(user), events)));
  }

  private static String state(Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof R2dbcException database) {
        return String.valueOf(database.getSqlState());
      }
    }
    return failed.toString();
  }

  /** Wrong: the households in the order in which the batch has them. */
  private static String unsorted(Collection<UUID> users) {
    return "begin; "
        + Locks.sharedGate()
        + users.stream().map(Locks::household).collect(Collectors.joining());
  }

  @Test
  void neverHappens() {
    SeededRuns.forEachSeed(
        1,
        random ->
            assertThat(failures(TestScale.of(1_500, 100_000), random, Locks::beginIntake))
                .isEmpty());
  }

  @Test
  void happensWhenHouseholdsAreLockedInAnyOrder() {
    SeededRuns.forEachSeed(
        1,
        random ->
            await()
                .atMost(Duration.ofSeconds(30))
                .until(
                    () -> failures(500, random, DeadlockIT::unsorted),
                    failures -> failures.contains(DEADLOCK)));
  }
}
