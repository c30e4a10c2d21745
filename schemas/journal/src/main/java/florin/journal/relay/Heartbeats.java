package florin.journal.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When each partition's last position is sent without an event: once after a quiet interval, and
 * then rarely. A record that was lost at the end of a partition is noticed by it, although no later
 * event follows. For one thread.
 */
final class Heartbeats {

  /** Quiet intervals between two repetitions. */
  private static final int RARELY = 60;

  private final long quiet;
  private long activity;
  private long repeated;
  private long[] announced = new long[0];

  /**
   * @param now of {@link System#nanoTime}
   */
  Heartbeats(Duration quiet, long now) {
    this.quiet = quiet.toNanos();
    this.activity = now;
    this.repeated = now;
  }

  /** Events were sent. */
  void sent(long now) {
    activity = now;
  }

  /** The partitions that are due now; they count as announced. */
  List<Integer> due(long now, long[] lastPositions) {
    List<Integer> due = new ArrayList<>();
    if (now - activity < quiet) {
      return due;
    }
    boolean repetition = announced.length == 0 || now - repeated >= RARELY * quiet;
    for (int partition = 0; partition < lastPositions.length; partition++) {
      if (lastPositions[partition] > 0
          && (repetition || announced[partition] != lastPositions[partition])) {
        due.add(partition);
      }
    }
    announced = lastPositions.clone();
    repeated = repetition ? now : repeated;
    return due;
  }
}
