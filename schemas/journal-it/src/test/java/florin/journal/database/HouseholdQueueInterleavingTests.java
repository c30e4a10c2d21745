package florin.journal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.journal.interleaving.ControlledThreads;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** A household's queue under random interleavings of work, cancellations, failures and timeouts. */
class HouseholdQueueInterleavingTests {

  private static final UUID USER = new UUID(0, 1);
  private static final int CONNECTIONS = 2;
  private static final Duration LONG = Duration.ofHours(1);

  private long most;

  /** One client of the queue. */
  private static final class Client {
    private boolean working;
    private boolean ended;
    private boolean cancelled;
    private Throwable failure;
  }

  /** Work that is cancelled while it begins has no place any more, and is cancelled at once. */
  private static boolean hasPlace(Client client) {
    return client.working && !client.cancelled;
  }

  private Mono<Integer> work(Client client, List<Client> clients, Random random) {
    Mono<Integer> body =
        switch (random.nextInt(4)) {
          case 0 -> Mono.just(1);
          case 1 -> Mono.error(new IllegalStateException("on purpose"));
          case 2 -> Mono.delay(Duration.ofMillis(random.nextInt(20))).thenReturn(2);
          default ->
              Mono.<Integer>empty().subscribeOn(reactor.core.scheduler.Schedulers.parallel());
        };
    Runnable end = () -> client.working = false;
    return Mono.defer(
        () -> {
          client.working = true;
          long places = clients.stream().filter(HouseholdQueueInterleavingTests::hasPlace).count();
          most = Math.max(most, places);
          return body.doOnTerminate(end).doOnCancel(end);
        });
  }

  private void clients(HouseholdQueue queue, ControlledThreads threads, List<Client> clients) {
    Random random = threads.random();
    for (int i = 3 + random.nextInt(4); i > 0; i--) {
      Client client = new Client();
      clients.add(client);
      Mono<Integer> queued =
          queue
              .enqueue(USER, work(client, clients, random))
              .doOnTerminate(() -> client.ended = true);
      boolean leaves = random.nextInt(3) == 0;
      threads.start(
          () -> {
            Disposable waiting = queued.subscribe(_ -> {}, failed -> client.failure = failed);
            if (leaves) {
              threads.start(
                  () -> {
                    client.cancelled = true;
                    waiting.dispose();
                  });
            }
          });
    }
  }

  private void demandPlacesForAll(
      BiFunction<Integer, Duration, HouseholdQueue> queues, Random random) {
    most = 0;
    Duration patience = random.nextBoolean() ? LONG : Duration.ofMillis(1 + random.nextInt(15));
    List<Client> clients = new ArrayList<>();
    try (ControlledThreads threads = new ControlledThreads(random)) {
      HouseholdQueue queue = queues.apply(CONNECTIONS, patience);
      clients(queue, threads, clients);
      threads.runUntil(() -> false);
      assertThat(most).as("connections of the household").isLessThanOrEqualTo(CONNECTIONS);
      assertThat(threads.elapsed()).as("nobody waits until the timeout").isLessThan(LONG);
      assertThat(clients).allMatch(client -> client.ended || client.cancelled);
      assertThat(clients)
          .filteredOn(client -> client.failure instanceof TimeoutException)
          .allMatch(_ -> !patience.equals(LONG));
      assertThat(queue.active()).as("places that are not given back").isZero();
    }
  }

  @Test
  void giveEveryoneAPlaceInEveryInterleaving() {
    SeededRuns.forEachSeed(
        TestScale.of(700, 35_000), random -> demandPlacesForAll(HouseholdQueue::new, random));
  }

  private void demandCaught(BiFunction<Integer, Duration, HouseholdQueue> mutant) {
    assertThatThrownBy(() -> SeededRuns.untilOneFails(random -> demandPlacesForAll(mutant, random)))
        .hasCauseInstanceOf(AssertionError.class);
  }

  /** Wrong: looks outside the lock whether the work has its turn. */
  private static final class LooksOutsideTheLock extends HouseholdQueue {
    private LooksOutsideTheLock(int connections, Duration patience) {
      super(connections, patience);
    }

    @Override
    void leave(UUID user, Turn turn) {
      if (turn.running) {
        super.leave(user, turn);
        return;
      }
      synchronized (lines) {
        Line line = lines.get(user);
        if (line != null) {
          line.waiting.remove(turn);
        }
      }
    }
  }

  @Test
  void areCaughtWhenTheTurnIsReadOutsideTheLock() {
    demandCaught(LooksOutsideTheLock::new);
  }

  /** Wrong: another lock for the look at the free places than for the entry into the line. */
  private static final class EntersInTwoSteps extends HouseholdQueue {
    private EntersInTwoSteps(int connections, Duration patience) {
      super(connections, patience);
    }

    @Override
    Mono<Void> enter(UUID user, Turn turn) {
      synchronized (lines) {
        Line line = lines.computeIfAbsent(user, _ -> new Line());
        if (line.running < connections) {
          line.running++;
          turn.running = true;
          return Mono.empty();
        }
      }
      synchronized (lines) {
        lines.computeIfAbsent(user, _ -> new Line()).waiting.add(turn);
      }
      return turnOf(turn);
    }
  }

  @Test
  void areCaughtWhenTheLineIsEnteredInTwoSteps() {
    demandCaught(EntersInTwoSteps::new);
  }

  /** Wrong: gives a place back whether or not the work had one. */
  private static final class GivesBackWhatItNeverHad extends HouseholdQueue {
    private GivesBackWhatItNeverHad(int connections, Duration patience) {
      super(connections, patience);
    }

    @Override
    void leave(UUID user, Turn turn) {
      turn.running = true;
      super.leave(user, turn);
    }
  }

  @Test
  void areCaughtWhenAPlaceIsGivenBackThatWasNeverTaken() {
    demandCaught(GivesBackWhatItNeverHad::new);
  }
}
