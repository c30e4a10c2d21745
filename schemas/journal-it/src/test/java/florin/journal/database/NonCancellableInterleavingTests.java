package florin.journal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.journal.interleaving.ControlledThreads;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Transactions of clients that disconnect at any moment: all of the work is done, or none. */
class NonCancellableInterleavingTests {

  private static final int STEPS = 3;

  private int begun;
  private int open;
  private int steps;
  private int results;

  private Mono<Integer> transaction(boolean failing) {
    Mono<Integer> step = Mono.fromCallable(() -> ++steps).subscribeOn(Schedulers.parallel());
    Mono<Integer> body =
        failing
            ? step.then(Mono.error(new IllegalStateException("on purpose")))
            : step.repeat(STEPS - 1).last();
    return Mono.usingWhen(
        Mono.fromCallable(
                () -> {
                  begun++;
                  return ++open;
                })
            .subscribeOn(Schedulers.parallel()),
        _ -> body,
        _ -> Mono.fromRunnable(() -> open--).subscribeOn(Schedulers.parallel()));
  }

  private void demandAllOrNothing(UnaryOperator<Mono<Integer>> section, Random random) {
    begun = 0;
    open = 0;
    steps = 0;
    results = 0;
    boolean failing = random.nextInt(4) == 0;
    boolean leaves = random.nextInt(4) != 0;
    try (ControlledThreads threads = new ControlledThreads(random)) {
      Mono<Integer> work = section.apply(transaction(failing));
      threads.start(
          () -> {
            Disposable waiting = work.doOnTerminate(() -> results++).subscribe(_ -> {}, _ -> {});
            if (leaves) {
              threads.start(waiting::dispose);
            }
          });
      threads.runUntil(() -> false);
    }
    assertThat(open).as("open transactions").isZero();
    assertThat(begun).isEqualTo(1);
    assertThat(steps).isEqualTo(failing ? 1 : STEPS);
    assertThat(results).isBetween(leaves ? 0 : 1, 1);
  }

  @Test
  void endAsAWhole() {
    SeededRuns.forEachSeed(
        TestScale.of(300, 15_000), random -> demandAllOrNothing(NonCancellable::run, random));
  }

  /** Wrong: the work ends with the client's wait. */
  @Test
  void areCaughtWhenTheClientCancelsTheWork() {
    assertThatThrownBy(
            () -> SeededRuns.untilOneFails(random -> demandAllOrNothing(work -> work, random)))
        .hasCauseInstanceOf(AssertionError.class);
  }

  /** Wrong: the cancellation reaches the future, and through it the work. */
  @Test
  void areCaughtWhenTheFutureIsCancelled() {
    assertThatThrownBy(
            () ->
                SeededRuns.untilOneFails(
                    random ->
                        demandAllOrNothing(
                            work -> Mono.defer(() -> Mono.fromFuture(work.toFuture())), random)))
        .hasCauseInstanceOf(AssertionError.class);
  }
}
