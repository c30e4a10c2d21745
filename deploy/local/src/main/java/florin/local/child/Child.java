package florin.local.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One supervised child: the process it is now, and when it last died. */
final class Child {

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int DEATHS_IN_WINDOW = 5;

  private final ChildSpec spec;
  private final ChildLog log;
  private final PidFile pidFile;
  private final Deque<Instant> deaths = new ArrayDeque<>();
  private @Nullable Process process;
  private boolean wanted;
  private boolean isHealthy;

  Child(ChildSpec spec, ChildLog log, PidFile pidFile) {
    this.spec = spec;
    this.log = log;
    this.pidFile = pidFile;
  }

  ChildSpec spec() {
    return spec;
  }

  ChildLog log() {
    return log;
  }

  synchronized Process launch() {
    wanted = true;
    log.rotate();
    try {
      var started = ParentDeathWatch.start(spec, log);
      pidFile.write(started.toHandle());
      process = started;
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(spec.name() + " cannot be started", e);
    }
  }

  /** Whether the process ended without a request to stop. */
  synchronized boolean exitedUnexpectedly(Process dead) {
    if (dead != process) {
      return false;
    }
    pidFile.delete();
    process = null;
    if (wanted) {
      deaths.addLast(Instant.now());
    }
    return wanted;
  }

  /** The wait before the next start; negative after too many starts. */
  synchronized Duration backOff() {
    var now = Instant.now();
    deaths.removeIf(death -> death.isBefore(now.minus(WINDOW)));
    return deaths.size() > DEATHS_IN_WINDOW
        ? Duration.ofMillis(-1)
        : Duration.ofMillis(100L << Math.max(0, deaths.size() - 1));
  }

  /** The process has answered once: its configuration works, so it is restarted if it ends. */
  synchronized void markHealthy() {
    isHealthy = true;
  }

  synchronized boolean isHealthy() {
    return isHealthy;
  }

  synchronized boolean wanted() {
    return wanted;
  }

  synchronized @Nullable Process process() {
    return process;
  }

  synchronized @Nullable Process stopRestarting() {
    wanted = false;
    return process;
  }

  /** Returns when the child has ended, in order if it can. */
  void stop() {
    var running = stopRestarting();
    if (running == null) {
      return;
    }
    Programs.signal(spec.stopSignal().name(), running.pid());
    try {
      if (!running.waitFor(spec.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        running.destroyForcibly();
        running.waitFor();
      }
    } catch (InterruptedException e) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    ended(running);
  }

  private synchronized void ended(Process stopped) {
    if (process == stopped) {
      process = null;
      pidFile.delete();
    }
  }
}
