package florin.journal.interleaving;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reactor's schedulers over {@link ControlledThreads}. */
final class ControlledSchedulers implements Schedulers.Factory {

  @Override
  public Scheduler newBoundedElastic(
      int threads, int queued, ThreadFactory factory, int idleSeconds) {
    return new Threads(threads == 1);
  }

  @Override
  public Scheduler newParallel(int threads, ThreadFactory factory) {
    return new Threads(threads == 1);
  }

  @Override
  public Scheduler newSingle(ThreadFactory factory) {
    return new Threads(true);
  }

  /** A scheduler with one thread, or with as many as are needed. */
  private static final class Threads implements Scheduler {
    private final Lane only = new Lane();
    private final boolean single;

    private Threads(boolean single) {
      this.single = single;
    }

    @Override
    public Worker createWorker() {
      return new LaneWorker(single ? only : new Lane());
    }

    @Override
    public Disposable schedule(Runnable task) {
      return createWorker().schedule(task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
      return createWorker().schedule(task, delay, unit);
    }

    @Override
    public Disposable schedulePeriodically(
        Runnable task, long initialDelay, long period, TimeUnit unit) {
      return createWorker().schedulePeriodically(task, initialDelay, period, unit);
    }

    @Override
    public long now(TimeUnit unit) {
      return unit.convert(ControlledThreads.running().elapsed());
    }
  }

  /** Tasks that run one after another. */
  private static final class Lane {
    private final Queue<Task> tasks = new ArrayDeque<>();
    private boolean active;

    private void add(Task task) {
      ControlledThreads threads = ControlledThreads.running();
      if (threads == null) {
        return; // the schedule has ended
      }
      tasks.add(task);
      if (!active) {
        active = true;
        threads.start(this::drain);
      }
    }

    private void drain() {
      try {
        for (Task next = tasks.poll(); next != null; next = tasks.poll()) {
          if (!next.disposed) {
            next.body.run();
          }
        }
      } finally {
        active = false;
      }
    }
  }

  private static final class Task implements Disposable {
    private final Runnable body;
    private boolean disposed;

    private Task(Runnable body) {
      this.body = body;
    }

    @Override
    public void dispose() {
      disposed = true;
    }

    @Override
    public boolean isDisposed() {
      return disposed;
    }
  }

  private static final class LaneWorker implements Scheduler.Worker {
    private final Lane lane;
    private boolean disposed;

    private LaneWorker(Lane lane) {
      this.lane = lane;
    }

    private Task task(Runnable body) {
      return new Task(
          () -> {
            if (!disposed) {
              body.run();
            }
          });
    }

    @Override
    public Disposable schedule(Runnable body) {
      Task task = task(body);
      lane.add(task);
      return task;
    }

    @Override
    public Disposable schedule(Runnable body, long delay, TimeUnit unit) {
      Task task = task(body);
      at(Duration.of(delay, unit.toChronoUnit()), task, () -> lane.add(task));
      return task;
    }

    @Override
    public Disposable schedulePeriodically(
        Runnable body, long initialDelay, long period, TimeUnit unit) {
      Task task = task(body);
      again(
          task,
          Duration.of(initialDelay, unit.toChronoUnit()),
          Duration.of(period, unit.toChronoUnit()));
      return task;
    }

    private void again(Task task, Duration delay, Duration period) {
      at(
          delay,
          task,
          () -> {
            lane.add(task);
            again(task, period, period);
          });
    }

    private void at(Duration delay, Task task, Runnable expired) {
      ControlledThreads threads = ControlledThreads.running();
      if (threads != null) {
        threads.at(delay, () -> disposed || task.disposed, expired);
      }
    }

    @Override
    public void dispose() {
      disposed = true;
    }

    @Override
    public boolean isDisposed() {
      return disposed;
    }
  }
}
