package florin.emulator.http;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Requests since the start: counts, and the last requests without any token or key. */
public final class RequestLog {
  private static final int KEPT = 200;

  public record Line(
      Instant at,
      String endpoint,
      @Nullable String itemId,
      int status,
      @Nullable String errorCode,
      String requestId) {}

  private final Map<String, Integer> counts = new TreeMap<>();
  private final Map<String, Map<Integer, Integer>> statuses = new TreeMap<>();
  private final Deque<Line> last = new ArrayDeque<>();

  void add(Line line) {
    counts.merge(line.endpoint(), 1, Integer::sum);
    statuses
        .computeIfAbsent(line.endpoint(), any -> new TreeMap<>())
        .merge(line.status(), 1, Integer::sum);
    last.addLast(line);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
  }

  public Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }

  /** The number of responses of an endpoint with a status; status 0 is no response. */
  public Map<String, Map<Integer, Integer>> statuses() {
    return Collections.unmodifiableMap(statuses);
  }

  public void forget() {
    counts.clear();
    statuses.clear();
    last.clear();
  }

  public List<Line> last() {
    return List.copyOf(last);
  }
}
