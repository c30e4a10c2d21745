package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.journal.interleaving.ControlledThreads;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Loops that are woken by commits under random interleavings: none misses the last commit. */
class CommitSignalInterleavingTests {

  private final AtomicInteger commits = new AtomicInteger();

  private void commits(CommitSignal signal, ControlledThreads threads) {
    for (int i = 2 + threads.random().nextInt(3); i > 0; i--) {
      int times = 1 + threads.random().nextInt(2);
      threads.start(
          () -> {
            for (int commit = 0; commit < times; commit++) {
              commits.incrementAndGet();
              signal.signal();
            }
          });
    }
  }

  /** The subscriber reads at each signal, on the thread of the commit or on its own. */
  private void demandTheLastIsHeard(Supplier<CommitSignal> signals, Random random) {
    commits.set(0);
    int[] read = new int[2];
    try (ControlledThreads threads = new ControlledThreads(random)) {
      CommitSignal signal = signals.get();
      Scheduler own = Schedulers.newSingle("reader");
      signal.signals().subscribe(_ -> read[0] = commits.get());
      signal
          .signals()
          .onBackpressureLatest()
          .publishOn(own, 1)
          .subscribe(_ -> read[1] = commits.get());
      commits(signal, threads);
      threads.runUntil(() -> false);
      assertThat(read).containsOnly(commits.get());
    }
  }

  /** A loop looks for work and waits if there is none. */
  private void demandNoWaitBesideWork(
      Function<CommitSignal, Function<Long, Mono<Void>>> waiting, Random random) {
    commits.set(0);
    int[] done = {0};
    try (ControlledThreads threads = new ControlledThreads(random)) {
      CommitSignal signal = new CommitSignal();
      Scheduler own = Schedulers.newSingle("loop");
      Mono<Void> round =
          Mono.defer(
              () -> {
                long seen = signal.count();
                return Mono.fromCallable(commits::get)
                    .subscribeOn(Schedulers.parallel())
                    .publishOn(own)
                    .flatMap(
                        found -> {
                          boolean idle = found == done[0];
                          done[0] = found;
                          return idle
                              ? waiting.apply(signal).apply(seen).publishOn(own)
                              : Mono.empty();
                        });
              });
      round.repeat().subscribeOn(own).subscribe();
      commits(signal, threads);
      threads.runUntil(() -> false);
      assertThat(done[0]).isEqualTo(commits.get());
    }
  }

  @Test
  void emitAfterTheLastOfSeveralSignals() {
    SeededRuns.forEachSeed(
        TestScale.of(300, 15_000), random -> demandTheLastIsHeard(CommitSignal::new, random));
  }

  /** Wrong: a signal that comes while another one is emitted is lost. */
  private static final class LosesTheSecond extends CommitSignal {
    @Override
    void emit() {
      emitNext();
    }
  }

  @Test
  void areCaughtWhenTheSecondOfTwoSignalsIsLost() {
    assertThatThrownBy(
            () ->
                SeededRuns.untilOneFails(
                    random -> demandTheLastIsHeard(LosesTheSecond::new, random)))
        .hasCauseInstanceOf(AssertionError.class);
  }

  @Test
  void wakeALoopThatFoundNothingBeforeTheCommit() {
    SeededRuns.forEachSeed(
        TestScale.of(300, 15_000),
        random -> demandNoWaitBesideWork(signal -> signal::after, random));
  }

  /** Wrong: subscribes after it has looked, whatever was signalled before. */
  @Test
  void areCaughtWhenALoopWaitsForTheNextSignalOnly() {
    assertThatThrownBy(
            () ->
                SeededRuns.untilOneFails(
                    random ->
                        demandNoWaitBesideWork(
                            signal -> _ -> signal.signals().next().then(), random)))
        .hasCauseInstanceOf(AssertionError.class);
  }
}
