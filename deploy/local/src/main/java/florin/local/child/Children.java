package florin.local.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * All children of one launcher. A child that dies unasked is reported with its last lines and
 * started again after a growing pause, at most five times a minute; then {@link #failure()}
 * completes, and at once when a child ends that never answered. Closing stops them stage by stage
 * and returns when the last has ended.
 */
public final class Children implements AutoCloseable {

  private static final int LINES_OF_A_DEATH = 12;
  private static final int ROTATION_SECONDS = 5;

  /** Exit statuses above this mean a signal (convention of shells and of Java). */
  private static final int SIGNALLED = 128;

  private final Path run;
  private final Path logs;
  private final Consumer<String> say;
  private final Map<String, Child> children = new ConcurrentSkipListMap<>();
  private final CompletableFuture<String> failure = new CompletableFuture<>();
  private final Set<Process> passing = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService rotation =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("log-rotation").unstarted(task));
  private volatile boolean closing;

  public Children(Path run, Path logs, Consumer<String> say) {
    this.run = run;
    this.logs = logs;
    this.say = say;
    this.rotation.scheduleWithFixedDelay(
        this::rotateLogs, ROTATION_SECONDS, ROTATION_SECONDS, TimeUnit.SECONDS);
  }

  private void rotateLogs() {
    try (var files = Files.list(logs)) {
      files
          .filter(file -> file.toString().endsWith(".log"))
          .map(ChildLog::new)
          .forEach(ChildLog::rotateInPlace);
    } catch (IOException | UncheckedIOException e) {
      say.accept("the logs in " + logs + " cannot be rotated: " + e.getMessage());
    }
  }

  /** Stops processes that an earlier launcher of this home left running. */
  public void stopLeftovers() {
    try (var files = Files.list(run)) {
      files
          .filter(file -> file.toString().endsWith(".pid"))
          .map(PidFile::new)
          .toList()
          .parallelStream()
          .forEach(this::stopLeftover);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stopLeftover(PidFile pidFile) {
    pidFile
        .process()
        .ifPresent(
            process -> {
              var name = pidFile.file().getFileName().toString().replace(".pid", "");
              say.accept("stopping " + name + " of an earlier run (process " + process.pid() + ")");
              Programs.signal("INT", process.pid());
              Programs.signal("TERM", process.pid());
              if (!endsWithin(process, Duration.ofSeconds(15))) {
                process.destroyForcibly();
                endsWithin(process, Duration.ofSeconds(5));
              }
            });
    pidFile.delete();
  }

  private static boolean endsWithin(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public void start(ChildSpec spec) {
    var child =
        new Child(
            spec,
            new ChildLog(logs.resolve(spec.name() + ".log")),
            new PidFile(run.resolve(spec.name() + ".pid")));
    children.put(spec.name(), child);
    launch(child);
  }

  private void launch(Child child) {
    synchronized (this) {
      if (closing) {
        return;
      }
      var process = child.launch();
      process.onExit().thenAccept(dead -> onExit(child, dead));
    }
  }

  private void onExit(Child child, Process dead) {
    if (!child.exitedUnexpectedly(dead) || closing) {
      return;
    }
    var name = child.spec().name();
    var pause = child.backOff();
    say.accept(exitMessage(child, dead.exitValue()));
    if (!child.isHealthy() && dead.exitValue() < SIGNALLED) {
      failure.complete(name + " could not start, see " + child.log().file());
    } else if (pause.isNegative()) {
      failure.complete(name + " died too often, see " + child.log().file());
    } else {
      say.accept("starting " + name + " again");
      CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> relaunch(child));
    }
  }

  private static String exitMessage(Child child, int status) {
    var cause = status > SIGNALLED ? "signal " + (status - SIGNALLED) : "exit " + status;
    var lines =
        child.log().tail(LINES_OF_A_DEATH).stream()
            .map(line -> "\n  | " + line)
            .collect(Collectors.joining());
    return "%s died (%s); its last lines, of %s:%s"
        .formatted(child.spec().name(), cause, child.log().file(), lines);
  }

  private void relaunch(Child child) {
    if (child.wanted() && child.process() == null) {
      launch(child);
    }
  }

  /**
   * Runs a child that ends by itself and is not started again.
   *
   * @return whether it ended with 0; not when it was stopped by {@link #close()}
   */
  public boolean runToEnd(ChildSpec spec) {
    Process process;
    synchronized (this) {
      if (closing) {
        return false;
      }
      try {
        process = ParentDeathWatch.start(spec, new ChildLog(logs.resolve(spec.name() + ".log")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      passing.add(process);
    }
    try {
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.destroyForcibly();
      passing.remove(process);
    }
  }

  /** Marks a child as ready: from now on it is restarted when it ends. */
  public void markHealthy(String name) {
    child(name).markHealthy();
  }

  /** Completes with one line when a child is beyond restarting. */
  public CompletableFuture<String> failure() {
    return failure;
  }

  public Collection<String> names() {
    return List.copyOf(children.keySet());
  }

  public Optional<Long> pid(String name) {
    return Optional.ofNullable(child(name).process()).map(Process::pid);
  }

  /** Activity of a child; all zero while it does not run. */
  public Activity activity(String name) {
    var child = child(name);
    var process = child.process();
    var bytes = child.log().size();
    return process == null
        ? new Activity(bytes, Duration.ZERO, Set.of())
        : Activity.of(process.toHandle(), bytes);
  }

  /** Sends a signal to a running child; the supervisor handles the consequences. */
  public void signal(String name, String signal) {
    var process = child(name).process();
    if (process == null || !Programs.signal(signal, process.pid())) {
      throw new IllegalStateException(name + " does not run");
    }
  }

  /** Stops a child in order; it stays down until {@link #resume}. */
  public void stop(String name) {
    child(name).stop();
  }

  public void resume(String name) {
    var child = child(name);
    if (child.process() == null) {
      launch(child);
    }
  }

  private Child child(String name) {
    var child = children.get(name);
    if (child == null) {
      throw new NoSuchElementException("child: " + name + " (known: " + names() + ")");
    }
    return child;
  }

  @Override
  public void close() {
    rotation.shutdownNow();
    synchronized (this) {
      closing = true;
      passing.forEach(Process::destroyForcibly);
    }
    Arrays.stream(Stage.values()).toList().reversed().forEach(this::stopStage);
  }

  private void stopStage(Stage stage) {
    var stopping =
        children.values().stream()
            .filter(child -> child.spec().stage() == stage)
            .filter(child -> child.process() != null)
            .map(child -> Thread.ofPlatform().start(() -> stopAndReport(child)))
            .toList();
    for (var thread : stopping) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void stopAndReport(Child child) {
    say.accept("stopping " + child.spec().name());
    child.stop();
  }
}
