package florin.journal.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatsTests {

  private static final Duration QUIET = Duration.ofSeconds(10);

  private final Heartbeats heartbeats = new Heartbeats(QUIET, 0);

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void areDueOnceAfterAQuietInterval() {
    long[] last = {5, 0, 7};
    assertThat(heartbeats.due(seconds(9), last)).isEmpty();
    assertThat(heartbeats.due(seconds(10), last)).containsExactly(0, 2);
    assertThat(heartbeats.due(seconds(11), last)).isEmpty();
    assertThat(heartbeats.due(seconds(300), last)).isEmpty();
  }

  @Test
  void areRepeatedRarely() {
    long[] last = {5};
    assertThat(heartbeats.due(seconds(10), last)).containsExactly(0);
    assertThat(heartbeats.due(seconds(609), last)).isEmpty();
    assertThat(heartbeats.due(seconds(610), last)).containsExactly(0);
    assertThat(heartbeats.due(seconds(611), last)).isEmpty();
  }

  @Test
  void areDueAgainOnlyWherePartitionsMoved() {
    assertThat(heartbeats.due(seconds(10), new long[] {5, 6})).containsExactly(0, 1);
    heartbeats.sent(seconds(20));
    assertThat(heartbeats.due(seconds(29), new long[] {5, 8})).isEmpty();
    assertThat(heartbeats.due(seconds(30), new long[] {5, 8})).containsExactly(1);
  }
}
