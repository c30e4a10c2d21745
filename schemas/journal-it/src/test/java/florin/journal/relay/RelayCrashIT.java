package florin.journal.relay;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.Topic;
import florin.journal.sample.SampleRuntime;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RelayCrashIT {

  private static final int CRASHES = TestScale.of(5, 100);

  private interface Making {
    CrashingRelay of(RelayLab lab, int batches);
  }

  @ParameterizedTest
  @EnumSource(CrashingRelay.Point.class)
  void losesNothingAndKeepsTheOrder(CrashingRelay.Point point) {
    SeededRuns.forEachSeed(
        1,
        random ->
            assertThat(
                    complaints(
                        random, CRASHES, (lab, batches) -> new CrashingRelay(lab, point, batches)))
                .isEmpty());
  }

  @Test
  void isCaughtWhenTheCheckpointComesBeforeTheAcks() {
    SeededRuns.forEachSeed(
        1,
        random ->
            assertThat(complaints(random, 3, CrashingRelay.CheckpointFirst::new))
                .anyMatch(complaint -> complaint.startsWith("lost")));
  }

  /** Crashes while events are being appended, each time with a relay built from the database. */
  private static List<String> complaints(Random random, int crashes, Making making)
      throws Exception {
    Topic topic = new Topic("crash-" + UUID.randomUUID() + ".events", 6, Duration.ofDays(1));
    try (RelayLab lab = new RelayLab(new SampleRuntime(TestPlatform.of("transactions")), topic);
        ExecutorService writer = Executors.newSingleThreadExecutor()) {
      AtomicBoolean enough = new AtomicBoolean();
      long seed = random.nextLong();
      Future<?> writing = writer.submit(() -> write(lab, new Random(seed), enough));
      for (int crash = 0; crash < crashes; crash++) {
        making.of(lab, 1 + random.nextInt(3)).runToItsEnd();
        lab.lapse();
      }
      enough.set(true);
      writing.get(60, TimeUnit.SECONDS);
      lab.drain();
      return lab.complaints(RelayLab.BATCH * Relay.IN_FLIGHT * crashes);
    }
  }

  private static void write(RelayLab lab, Random random, AtomicBoolean enough) {
    List<UUID> users = Stream.generate(UUID::randomUUID).limit(12).toList();
    while (!enough.get()) {
      lab.runtime()
          .append(
              users.get(random.nextInt(users.size())),
              IntStream.rangeClosed(0, random.nextInt(10)).mapToObj(i -> "t" + i).toList());
    }
  }
}
