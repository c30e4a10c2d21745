package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommitSignalTests {

  @Test
  void isRungFromManyThreadsAtOnceWithoutFailing() throws Exception {
    CommitSignal commitSignal = new CommitSignal();
    AtomicInteger heard = new AtomicInteger();
    var listening = commitSignal.signals().subscribe(_ -> heard.incrementAndGet());
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      Callable<Void> ringing =
          () -> {
            for (int i = 0; i < 20_000; i++) {
              commitSignal.signal();
            }
            return null;
          };
      List<Future<Void>> done =
          threads.invokeAll(IntStream.range(0, 16).mapToObj(_ -> ringing).toList());
      for (Future<Void> each : done) {
        each.get();
      }
    } finally {
      listening.dispose();
    }
    assertThat(heard.get()).isPositive();
  }

  @Test
  void isRungWithNobodyListening() {
    CommitSignal commitSignal = new CommitSignal();
    AtomicInteger heard = new AtomicInteger();
    commitSignal.signal();
    var listening = commitSignal.signals().subscribe(_ -> heard.incrementAndGet());
    commitSignal.signal();
    listening.dispose();
    commitSignal.signal();
    assertThat(heard).hasValue(1);
  }
}
