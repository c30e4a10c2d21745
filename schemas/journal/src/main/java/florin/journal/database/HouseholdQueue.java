package florin.journal.database;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Limits the connections of one household: its work waits here, in order, instead of on
 * connections, so that other households find free ones. In-process only; across processes the
 * household lock serialises commands. Open, so that tests can put a wrong one in its place.
 */
public class HouseholdQueue {

  final Map<UUID, Line> lines = new HashMap<>();
  final int connections;
  private final Duration patience;

  /**
   * @param connections that one household may hold at the same time
   * @param patience how long one waits for its turn before it fails with {@link TimeoutException}
   */
  public HouseholdQueue(int connections, Duration patience) {
    this.connections = connections;
    this.patience = patience;
  }

  /** The work of one household; guarded by the monitor of the lines. */
  static final class Line {
    int running;
    final Queue<Turn> waiting = new ArrayDeque<>();
  }

  /** The place of one work; {@code running} is guarded by the monitor of the lines. */
  static final class Turn {
    final Sinks.Empty<Void> comes = Sinks.empty();
    boolean running;
  }

  /** The work, when it is its turn; however it ends, even cancelled in the queue, the next goes. */
  public <T> Mono<T> enqueue(UUID user, Mono<T> work) {
    return Mono.defer(
        () -> {
          Turn turn = new Turn();
          return enter(user, turn).then(work).doFinally(_ -> leave(user, turn));
        });
  }

  /** The same for work with several results; its turn ends with the last of them. */
  public <T> Flux<T> enqueueAll(UUID user, Flux<T> work) {
    return Flux.defer(
        () -> {
          Turn turn = new Turn();
          return enter(user, turn).thenMany(work).doFinally(_ -> leave(user, turn));
        });
  }

  Mono<Void> enter(UUID user, Turn turn) {
    synchronized (lines) {
      Line line = lines.computeIfAbsent(user, _ -> new Line());
      if (line.running < connections) {
        line.running++;
        turn.running = true;
        return Mono.empty();
      }
      line.waiting.add(turn);
    }
    return turnOf(turn);
  }

  final Mono<Void> turnOf(Turn turn) {
    // Another thread than the leaver's, or a long line that fails at once would nest.
    return turn.comes.asMono().publishOn(Schedulers.parallel()).timeout(patience);
  }

  void leave(UUID user, Turn turn) {
    Turn next = null;
    synchronized (lines) {
      Line line = Objects.requireNonNull(lines.get(user));
      if (!turn.running) {
        line.waiting.remove(turn);
        return;
      }
      next = line.waiting.poll();
      if (next != null) {
        next.running = true;
      } else if (--line.running == 0) {
        lines.remove(user);
      }
    }
    if (next != null) {
      next.comes.tryEmitEmpty();
    }
  }

  /** The number of households with running or waiting work. */
  public int active() {
    synchronized (lines) {
      return lines.size();
    }
  }
}
