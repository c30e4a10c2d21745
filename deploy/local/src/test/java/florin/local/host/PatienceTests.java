package florin.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import florin.local.child.Activity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PatienceTests {

  private static final Activity STILL = new Activity(0, Duration.ZERO, Set.of(7L));

  private final AtomicLong now = new AtomicLong();
  private final AtomicReference<Activity> activity = new AtomicReference<>(STILL);
  private final List<String> said = new ArrayList<>();
  private final Patience patience =
      new Patience("kafka", Duration.ofMinutes(5), activity::get, now::get, said::add);

  @Test
  void endsWhenNothingMovesForTheLimit() {
    pass(Duration.ofMinutes(5).minusSeconds(1));
    assertThat(patience.lasts()).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(patience.lasts()).isFalse();
  }

  @Test
  void lastsAsLongAsTheProcessLogs() {
    for (int minute = 1; minute <= 300; minute++) {
      activity.set(new Activity(minute, Duration.ZERO, Set.of(7L)));
      pass(Duration.ofMinutes(1));
      assertThat(patience.lasts()).isTrue();
    }
  }

  @Test
  void lastsAsLongAsTheProcessUsesTheProcessor() {
    for (int minute = 1; minute <= 300; minute++) {
      activity.set(new Activity(0, Duration.ofMillis(60L * minute), Set.of(7L)));
      pass(Duration.ofMinutes(1));
      assertThat(patience.lasts()).isTrue();
    }
  }

  @Test
  void lastsWhenTheProcessIsStartedAgain() {
    pass(Duration.ofMinutes(4));
    assertThat(patience.lasts()).isTrue();
    activity.set(new Activity(0, Duration.ZERO, Set.of(8L)));
    pass(Duration.ofMinutes(4));

    assertThat(patience.lasts()).isTrue();
  }

  @Test
  void takesTheHumOfAWaitingProcessForNoMovement() {
    activity.set(new Activity(0, Duration.ofMillis(40), Set.of(7L)));
    pass(Duration.ofMinutes(5));

    assertThat(patience.lasts()).isFalse();
  }

  @Test
  void tellsWhatItWaitsFor() {
    pass(Duration.ofSeconds(14));
    patience.lasts();
    assertThat(said).isEmpty();
    activity.set(new Activity(120, Duration.ofMillis(3_100), Set.of(7L)));
    pass(Duration.ofSeconds(1));
    patience.lasts();

    assertThat(said)
        .containsExactly(
            "waiting for kafka since 15 s"
                + " (in the last 15 s: 120 bytes logged, 3.1 s of processor time)");
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
