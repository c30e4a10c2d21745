package florin.emulator.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * Tasks at instants of the emulator's clock. Used by the state's thread only, which also runs the
 * tasks; an advance of the clock runs all that become due at once, in order.
 */
public final class TaskSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(TaskSchedule.class);

  private record Point(Instant due, long ordinal, Runnable work) {}

  private final PriorityQueue<Point> points =
      new PriorityQueue<>(Comparator.comparing(Point::due).thenComparing(Point::ordinal));
  private final EmulatorClock emulatorClock;
  private final Scheduler thread;
  private long ordinal;

  public TaskSchedule(EmulatorState emulatorState, Scheduler thread) {
    this.emulatorClock = emulatorState.clock();
    this.thread = thread;
    emulatorState.onCommit(
        stateEntry -> {
          if (stateEntry instanceof StateEntry.ClockAdvanced) {
            run();
          }
        });
  }

  /** Never within this call, even if it is due. */
  public void at(Instant due, Runnable work) {
    var point = new Point(due, ordinal++, work);
    points.add(point);
    if (point.equals(points.element())) {
      wake(point);
    }
  }

  private void run() {
    var due = new ArrayList<Point>();
    while (!points.isEmpty() && !points.element().due().isAfter(emulatorClock.instant())) {
      due.add(points.remove());
    }
    due.forEach(TaskSchedule::run);
    wakeForTheNext();
  }

  private static void run(Point point) {
    try {
      point.work().run();
    } catch (RuntimeException defect) {
      LOG.error("not done at {}", point.due(), defect);
    }
  }

  /** A timer may be a little early by the clock. */
  private void wakeForTheNext() {
    if (!points.isEmpty()) {
      wake(points.element());
    }
  }

  private void wake(Point point) {
    var wait = Duration.between(emulatorClock.instant(), point.due()).toMillis() + 1;
    thread.schedule(this::run, Math.max(0, wait), TimeUnit.MILLISECONDS);
  }
}
