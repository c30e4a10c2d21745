package florin.journal.interleaving;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import reactor.core.scheduler.Schedulers;

/**
 * The threads of one interleaving: virtual threads whose scheduler is this object. They run on the
 * thread that calls {@link #runUntil}, one at a time. The clock is virtual: it moves to the next
 * timer when no thread can run and, at random, earlier. Reactor's schedulers use these threads from
 * the construction to {@link #close}.
 */
public final class ControlledThreads implements AutoCloseable {

  private static final int MOST_STEPS = 2_000_000;
  private static final int[] SWITCH_ONE_IN = {2, 5, 20, 100};
  private static final int TIMER_ONE_IN = 200;
  private static final Duration LONGEST_STOP = Duration.ofMinutes(1);
  private static final Method NEW_THREAD = ThreadSwitches.constructorOfThreads();

  private static volatile ControlledThreads running;

  private final Random random;
  private final int switchOneIn;
  private final int preference;
  private final Set<Thread> threads = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Throwable> failures = new HashSet<>();
  private final List<Runnable> ready = Collections.synchronizedList(new ArrayList<>());
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::number));
  private boolean earlyTimers = true;
  private boolean switching = true;
  private long nanos;
  private long number;
  private int locks;
  private int steps;

  private record Timer(long due, long number, BooleanSupplier cancelled, Runnable task) {}

  public ControlledThreads(Random random) {
    this.random = random;
    this.switchOneIn = SWITCH_ONE_IN[random.nextInt(SWITCH_ONE_IN.length)];
    this.preference = random.nextInt(3);
    ThreadSwitches.install();
    running = this;
    Schedulers.setFactory(new ControlledSchedulers());
  }

  static ControlledThreads running() {
    return running;
  }

  public Random random() {
    return random;
  }

  /** Timers expire only when no thread can run. */
  public ControlledThreads withoutEarlyTimers() {
    earlyTimers = false;
    return this;
  }

  /** The virtual time since the start. */
  public Duration elapsed() {
    return Duration.ofNanos(nanos);
  }

  /** Starts a thread; it runs as soon as the seed selects it. */
  public void start(Runnable body) {
    Executor scheduler = ready::add;
    Runnable task =
        () -> {
          try {
            body.run();
          } catch (Throwable failed) {
            failures.add(failed);
          } finally {
            threads.remove(Thread.currentThread());
          }
        };
    try {
      Thread thread = (Thread) NEW_THREAD.invoke(null, scheduler, "controlled", 0, task);
      threads.add(thread);
      thread.start();
    } catch (IllegalAccessException | InvocationTargetException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Runs a task of a scheduler when the virtual time has come. */
  void at(Duration delay, BooleanSupplier cancelled, Runnable task) {
    timers.add(new Timer(nanos + Math.max(0, delay.toNanos()), number++, cancelled, task));
  }

  /**
   * Runs the threads until the condition holds or nothing is left that could run.
   *
   * @return whether the condition holds
   */
  public boolean runUntil(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (!step()) {
        return condition.getAsBoolean();
      }
    }
    return true;
  }

  /** Runs the threads, but no timer, until no thread can run. */
  public void runWithoutTime() {
    while (!ready.isEmpty()) {
      runOne();
    }
  }

  private boolean step() {
    boolean blocked = ready.isEmpty() && awaitUnblocked();
    while (!timers.isEmpty() && timers.element().cancelled().getAsBoolean()) {
      timers.remove();
    }
    if (!timers.isEmpty() && (ready.isEmpty() && !blocked || isEarly(timers.element()))) {
      Timer next = timers.remove();
      nanos = Math.max(nanos, next.due());
      next.task().run();
    }
    if (ready.isEmpty()) {
      return !timers.isEmpty();
    }
    runOne();
    return true;
  }

  /** A thread that can run may be stopped for some time by its machine. */
  private boolean isEarly(Timer timer) {
    return earlyTimers
        && random.nextInt(TIMER_ONE_IN) == 0
        && timer.due() - nanos < LONGEST_STOP.toNanos();
  }

  /** A thread that waits for a monitor is made ready by a thread of the JDK, in two steps. */
  private boolean awaitUnblocked() {
    while (ready.isEmpty() && threads.stream().anyMatch(ControlledThreads::becomesReady)) {
      Thread.onSpinWait();
    }
    return !ready.isEmpty();
  }

  private static boolean becomesReady(Thread thread) {
    return switch (thread.getState()) {
      case BLOCKED, RUNNABLE -> true;
      case NEW, WAITING, TIMED_WAITING, TERMINATED -> false;
    };
  }

  private void runOne() {
    if (++steps > MOST_STEPS) {
      throw new AssertionError("no end after " + steps + " steps");
    }
    ready.remove(selected(ready.size())).run();
    if (!failures.isEmpty()) {
      Throwable first = failures.iterator().next();
      failures.clear();
      throw new AssertionError(first);
    }
  }

  /** Any thread; in some schedules mostly the oldest or the newest one. */
  private int selected(int count) {
    boolean any = preference == 0 || random.nextInt(4) == 0;
    if (any) {
      return random.nextInt(count);
    }
    return preference == 1 ? 0 : count - 1;
  }

  /** Called before each access to a shared variable. */
  void point() {
    if (switching
        && locks == 0
        && Thread.currentThread().isVirtual()
        && random.nextInt(switchOneIn) == 0
        && threads.contains(Thread.currentThread())) {
      Thread.yield();
    }
  }

  /** A thread that holds a monitor is not switched: the others could only wait for it. */
  void locked(int change) {
    if (Thread.currentThread().isVirtual() && threads.contains(Thread.currentThread())) {
      locks += change;
    }
  }

  /** Lets the threads that have begun come to their end; timers do not expire any more. */
  @Override
  public void close() {
    try {
      switching = false;
      timers.clear();
      while (!ready.isEmpty() && ++steps <= MOST_STEPS) {
        ready.removeFirst().run();
        timers.clear();
      }
    } finally {
      running = null;
      Schedulers.resetFactory();
    }
  }
}
