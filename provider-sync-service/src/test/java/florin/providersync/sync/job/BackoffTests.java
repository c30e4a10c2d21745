package florin.providersync.sync.job;

import static org.assertj.core.api.Assertions.assertThat;

import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackoffTests {

  private static final SyncProperties PACE =
      new SyncProperties(
          4,
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofHours(6),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10));

  private final Backoff backoff = new Backoff(PACE, new Random(7));

  private void assertPause(Duration pause, Duration least) {
    assertThat(pause).isBetween(least, least.multipliedBy(5).dividedBy(4));
  }

  @Test
  void growsByTheKindOfFailure() {
    assertPause(backoff.after(FailureType.RETRY, 0), Duration.ofSeconds(5));
    assertPause(backoff.after(FailureType.RETRY, 3), Duration.ofSeconds(40));
    assertPause(backoff.after(FailureType.RETRY, 40), Duration.ofMinutes(15));
    assertPause(backoff.after(FailureType.RATE_LIMITED, 0), Duration.ofMinutes(1));
    assertPause(backoff.after(FailureType.INSTITUTION_DOWN, 0), Duration.ofMinutes(15));
    assertPause(backoff.after(FailureType.INSTITUTION_DOWN, 9), Duration.ofHours(2));
    assertPause(backoff.after(FailureType.NEEDS_USER, 9), Duration.ofDays(1));
    assertPause(backoff.settling(0), Duration.ofSeconds(1));
    assertPause(backoff.sweep(), Duration.ofHours(6));
  }

  private static ProviderFailure limited(Duration asked) {
    return new ProviderFailure(
        FailureType.RATE_LIMITED, "RATE_LIMIT_EXCEEDED", "too often", Optional.of(asked));
  }

  @Test
  void waitsAsLongAsTheProviderAsksButNoLongerThanFourHours() {
    assertPause(backoff.after(limited(Duration.ofMinutes(40)), 0), Duration.ofMinutes(40));
    assertPause(backoff.after(limited(Duration.ofSeconds(3)), 0), Duration.ofMinutes(1));
    assertPause(backoff.after(limited(Duration.ofDays(365)), 0), Duration.ofHours(4));
  }

  @ParameterizedTest
  @EnumSource(FailureType.class)
  void isNeverShorterThanTheFirstPauseHoweverOften(FailureType failureType) {
    Duration first = backoff.after(failureType, 0).multipliedBy(4).dividedBy(5);
    for (int attempts = 0; attempts < 100; attempts++) {
      assertThat(backoff.after(failureType, attempts)).isGreaterThanOrEqualTo(first).isPositive();
    }
  }
}
