package florin.journal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class HouseholdQueueTests {

  private static final UUID USER = new UUID(0, 1);
  private static final Duration SOON = Duration.ofSeconds(20);

  private final HouseholdQueue householdQueue = new HouseholdQueue(2, SOON);
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  /** Work that is done when the sink is told so. */
  private Mono<Integer> work(Sinks.Empty<Void> done) {
    return Mono.defer(
        () -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          return done.asMono().doOnTerminate(running::decrementAndGet).thenReturn(1);
        });
  }

  /** A place is given back right after the answer, on the thread that answered. */
  private static void awaitNobody(HouseholdQueue householdQueue) {
    await().pollDelay(Duration.ZERO).atMost(SOON).until(() -> householdQueue.active() == 0);
  }

  private CompletableFuture<Integer> queued(UUID user, Sinks.Empty<Void> done) {
    return householdQueue.enqueue(user, work(done)).toFuture();
  }

  @Test
  void runTwoOfOneHouseholdAndTheOthersInTheirOrder() {
    List<Integer> order = new ArrayList<>();
    List<Sinks.Empty<Void>> sinks = new ArrayList<>();
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      int number = i;
      Sinks.Empty<Void> done = Sinks.empty();
      sinks.add(done);
      all.add(
          householdQueue
              .enqueue(
                  USER,
                  Mono.defer(
                      () -> {
                        synchronized (order) {
                          order.add(number);
                        }
                        return work(done);
                      }))
              .toFuture());
    }
    assertThat(running).hasValue(2);
    for (int i = 1; i < 64; i++) {
      sinks.get(i).tryEmitEmpty();
      assertThat(all.get(i)).succeedsWithin(SOON);
    }
    sinks.getFirst().tryEmitEmpty();
    assertThat(all.getFirst()).succeedsWithin(SOON);
    assertThat(most).hasValue(2);
    assertThat(order).hasSize(64).isSorted();
    awaitNobody(householdQueue);
  }

  @Test
  void letOtherHouseholdsPass() {
    Sinks.Empty<Void> never = Sinks.empty();
    List<CompletableFuture<Integer>> stuck =
        List.of(queued(USER, never), queued(USER, never), queued(USER, never));
    assertThat(householdQueue.enqueue(new UUID(0, 2), Mono.just(2)).toFuture())
        .isCompletedWithValue(2);
    assertThat(stuck).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void giveTheTurnOnWhenAWorkFails() {
    Mono<Integer> failing =
        householdQueue.enqueue(USER, Mono.error(new IllegalStateException("on purpose")));
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(failing::block).isInstanceOf(IllegalStateException.class);
    }
    awaitNobody(householdQueue);
  }

  @Test
  void forgetAWaiterThatIsCancelledInTheQueue() {
    Sinks.Empty<Void> done = Sinks.empty();
    List<CompletableFuture<Integer>> first = List.of(queued(USER, done), queued(USER, done));
    Disposable waiter = householdQueue.enqueue(USER, Mono.just(3)).subscribe();
    waiter.dispose();
    CompletableFuture<Integer> next = queued(USER, Sinks.empty());
    done.tryEmitEmpty();
    assertThat(first).allSatisfy(work -> assertThat(work).succeedsWithin(SOON));
    assertThat(next).isNotDone();
    next.cancel(true);
    awaitNobody(householdQueue);
  }

  @Test
  void giveUpWhenTheTurnDoesNotCome() {
    HouseholdQueue impatient = new HouseholdQueue(2, Duration.ofMillis(20));
    Disposable one = impatient.enqueue(USER, Mono.never()).subscribe();
    Disposable two = impatient.enqueue(USER, Mono.never()).subscribe();
    assertThatThrownBy(() -> impatient.enqueue(USER, Mono.just(3)).block(SOON))
        .hasCauseInstanceOf(TimeoutException.class);
    one.dispose();
    two.dispose();
    awaitNobody(impatient);
  }

  @Test
  void endALongLineThatFailsAtOnce() {
    Sinks.Empty<Void> done = Sinks.empty();
    queued(USER, done);
    queued(USER, done);
    List<CompletableFuture<Object>> line = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      line.add(
          householdQueue
              .enqueue(USER, Mono.error(new IllegalStateException("on purpose")))
              .toFuture());
    }
    done.tryEmitEmpty();
    assertThat(CompletableFuture.allOf(line.toArray(CompletableFuture[]::new)))
        .failsWithin(SOON)
        .withThrowableThat()
        .withCauseInstanceOf(IllegalStateException.class);
    assertThat(line).allMatch(CompletableFuture::isDone);
  }

  /** The turn comes and the waiter goes at the same instant: whoever wins, the line goes on. */
  @Test
  void loseNoPlaceWhenAWaiterIsCancelledAsItsTurnComes() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 5_000; round++) {
        Sinks.Empty<Void> first = Sinks.empty();
        Sinks.Empty<Void> second = Sinks.empty();
        queued(USER, first);
        queued(USER, second);
        CompletableFuture<Integer> waiter = queued(USER, Sinks.empty());
        CyclicBarrier together = new CyclicBarrier(2);
        var turn = threads.submit(() -> at(together, first::tryEmitEmpty));
        var gone = threads.submit(() -> at(together, () -> waiter.cancel(true)));
        turn.get(20, TimeUnit.SECONDS);
        gone.get(20, TimeUnit.SECONDS);
        assertThat(householdQueue.enqueue(USER, Mono.just(4)).toFuture()).succeedsWithin(SOON);
        second.tryEmitEmpty();
        awaitNobody(householdQueue);
      }
    }
  }

  private static Object at(CyclicBarrier barrier, java.util.function.Supplier<Object> action)
      throws Exception {
    barrier.await();
    return action.get();
  }
}
