package florin.providersync.sync.job;

import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The wait before the next attempt by class of failure; jittered, so that connections spread out.
 */
public final class Backoff {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration LONGEST_ASKED = Duration.ofHours(4);
  private static final int MOST_DOUBLINGS = 12;

  private final SyncProperties properties;
  private final RandomGenerator random;

  public Backoff(SyncProperties properties, RandomGenerator random) {
    this.properties = properties;
    this.random = random;
  }

  /**
   * @param attempts failures in a row before this one
   */
  public Duration after(FailureType failureType, int attempts) {
    return switch (failureType) {
      case RETRY, RESTART, RESYNC -> growing(properties.retry(), attempts, QUARTER);
      case RATE_LIMITED -> growing(MINUTE, attempts, QUARTER);
      case INSTITUTION_DOWN -> growing(QUARTER, attempts, Duration.ofHours(2));
      case NEEDS_USER, GONE -> growing(Duration.ofDays(1), 0, Duration.ofDays(1));
      case SKIP, REFUSED, OPERATOR, UNFIT -> growing(QUARTER, attempts, properties.sweep());
    };
  }

  /**
   * The same, and not before the time that the provider demands, unless that is too long.
   *
   * @param attempts failures in a row before this one
   */
  public Duration after(ProviderFailure failure, int attempts) {
    Duration pause = after(failure.kind(), attempts);
    Duration asked = failure.retryAfter().orElse(Duration.ZERO);
    Duration heard = asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
    return pause.compareTo(heard) >= 0 ? pause : jittered(heard);
  }

  /** While the provider has not read the bank, or not all of it. */
  public Duration settling(int attempts) {
    return growing(properties.settling(), attempts, QUARTER);
  }

  public Duration sweep() {
    return jittered(properties.sweep());
  }

  private Duration growing(Duration first, int attempts, Duration most) {
    Duration grown = first.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
    return jittered(grown.compareTo(most) > 0 && most.compareTo(first) >= 0 ? most : grown);
  }

  /** Never shorter, at most a quarter longer. */
  private Duration jittered(Duration pause) {
    return pause.plusMillis((long) (pause.toMillis() * 0.25 * random.nextDouble()));
  }
}
