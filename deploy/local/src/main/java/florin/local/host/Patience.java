package florin.local.host;

import florin.local.child.Activity;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Waits for a process on a machine of any speed. The wait has no total limit: it ends only when the
 * process has neither logged, nor used the processor, nor started another one for a given time. A
 * line every 15 seconds names the process and its last activity.
 */
public final class Patience {

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration REPORT = Duration.ofSeconds(15);

  private final String name;
  private final Duration limit;
  private final Supplier<Activity> activity;
  private final LongSupplier nanos;
  private final Consumer<String> say;

  private final long begin;
  private long looked;
  private long moved;
  private long reported;
  private Activity last;
  private Activity atReport;

  public Patience(
      String name,
      Duration limit,
      Supplier<Activity> activity,
      LongSupplier nanos,
      Consumer<String> say) {
    this.name = name;
    this.limit = limit;
    this.activity = activity;
    this.nanos = nanos;
    this.say = say;
    this.begin = nanos.getAsLong();
    this.looked = begin;
    this.moved = begin;
    this.reported = begin;
    this.last = activity.get();
    this.atReport = last;
  }

  /** Whether the process made progress within the limit; called repeatedly. */
  public boolean lasts() {
    var now = nanos.getAsLong();
    if (now - looked < LOOK.toNanos()) {
      return true;
    }
    looked = now;
    var current = activity.get();
    if (current.movedSince(last)) {
      moved = now;
      last = current;
    }
    if (now - reported >= REPORT.toNanos()) {
      say.accept(report(current, now));
      reported = now;
      atReport = current;
    }
    return now - moved < limit.toNanos();
  }

  private String report(Activity current, long now) {
    return String.format(
        Locale.ROOT,
        "waiting for %s since %d s (in the last %d s: %d bytes logged, %.1f s of processor time)",
        name,
        Duration.ofNanos(now - begin).toSeconds(),
        Duration.ofNanos(now - reported).toSeconds(),
        Math.max(0, current.logBytes() - atReport.logBytes()),
        Math.max(0, current.cpu().minus(atReport.cpu()).toMillis()) / 1_000.0);
  }

  /**
   * Waits for a program that ends by itself.
   *
   * @return whether it ended; it is killed after five minutes without activity
   */
  public static boolean ends(Process process) throws InterruptedException {
    var patience =
        new Patience(
            "a program",
            Duration.ofMinutes(5),
            () -> Activity.of(process.toHandle(), 0),
            System::nanoTime,
            line -> {});
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      if (!patience.lasts()) {
        process.destroyForcibly();
        return false;
      }
    }
    return true;
  }
}
