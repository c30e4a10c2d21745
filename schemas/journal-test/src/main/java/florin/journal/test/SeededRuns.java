package florin.journal.test;

import java.util.Random;

/**
 * Runs a randomised test with seeds that can be repeated: the failing one is named, and is given
 * back by -Dseed=….
 */
public final class SeededRuns {

  private SeededRuns() {}

  /** One run with one source of randomness. */
  @FunctionalInterface
  public interface Run {
    void with(Random random) throws Exception;
  }

  /** Runs {@code times} with seeds derived from the clock, or once with {@code -Dseed}. */
  public static void forEachSeed(int times, Run run) {
    Long fixed = Long.getLong("seed");
    long first = fixed != null ? fixed : System.nanoTime();
    for (long seed = first; seed < first + (fixed != null ? 1 : times); seed++) {
      try {
        run.with(new Random(seed));
      } catch (Throwable failed) {
        throw new AssertionError("failed with -Dseed=" + seed, failed);
      }
    }
  }

  /** Runs code that is wrong on purpose until a seed shows it, at most half a million times. */
  public static void untilOneFails(Run run) {
    forEachSeed(500_000, run);
  }
}
