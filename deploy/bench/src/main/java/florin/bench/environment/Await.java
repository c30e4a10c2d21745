package florin.bench.environment;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, looking again every few milliseconds: finer than any figure needs. */
final class Await {

  private static final Duration STEP = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private Await() {}

  static void until(String what, BooleanSupplier reached) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("waited " + PATIENCE + " for " + what);
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }
}
