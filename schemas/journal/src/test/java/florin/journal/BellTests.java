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

class BellTests {

  @Test
  void isRungFromManyThreadsAtOnceWithoutFailing() throws Exception {
    Bell bell = new Bell();
    AtomicInteger heard = new AtomicInteger();
    var listening = bell.rings().subscribe(_ -> heard.incrementAndGet());
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      Callable<Void> ringing =
          () -> {
            for (int i = 0; i < 20_000; i++) {
              bell.ring();
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
    Bell bell = new Bell();
    AtomicInteger heard = new AtomicInteger();
    bell.ring();
    var listening = bell.rings().subscribe(_ -> heard.incrementAndGet());
    bell.ring();
    listening.dispose();
    bell.ring();
    assertThat(heard).hasValue(1);
  }
}
