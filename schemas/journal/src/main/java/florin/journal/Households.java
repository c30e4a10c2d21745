package florin.journal;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Keeps one household from holding the pool: its commands wait here, in order, instead of on
 * connections. In-process only; across processes the household lock serialises.
 */
final class Households {

  /** One that works and one that is ready when it is done. */
  private static final int CONNECTIONS = 2;

  private final Map<UUID, Line> lines = new HashMap<>();

  private static final class Line {
    private int running;
    private final Queue<Sinks.Empty<Void>> waiting = new ArrayDeque<>();
  }

  <T> Mono<T> queue(UUID user, Mono<T> work) {
    return Mono.usingWhen(enter(user), _ -> work, this::leave);
  }

  private Mono<UUID> enter(UUID user) {
    return Mono.defer(
        () -> {
          synchronized (lines) {
            Line line = lines.computeIfAbsent(user, _ -> new Line());
            if (line.running < CONNECTIONS) {
              line.running++;
              return Mono.just(user);
            }
            Sinks.Empty<Void> turn = Sinks.empty();
            line.waiting.add(turn);
            return turn.asMono().thenReturn(user);
          }
        });
  }

  private Mono<Void> leave(UUID user) {
    return Mono.fromRunnable(
        () -> {
          Sinks.Empty<Void> next = null;
          synchronized (lines) {
            Line line = lines.get(user);
            if (line == null) {
              return;
            }
            next = line.waiting.poll();
            if (next == null && --line.running == 0) {
              lines.remove(user);
            }
          }
          if (next != null) {
            next.tryEmitEmpty();
          }
        });
  }
}
