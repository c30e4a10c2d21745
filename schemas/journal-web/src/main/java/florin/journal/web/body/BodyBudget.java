package florin.journal.web.body;

import florin.journal.web.RequestFilter;
import java.util.HashMap;
import java.util.Map;

/**
 * The bytes of request bodies that are in progress, so that the heap is large enough for them
 * whatever the clients send: a limit for all users together, half of it for each.
 */
public final class BodyBudget {

  /** A parsed body takes several times its bytes; this part of the heap leaves room for that. */
  private static final int PART_OF_HEAP = 32;

  private static final long LEAST = 4L * RequestFilter.LARGEST_BODY;

  private final long limit;
  private final Map<String, Long> used = new HashMap<>();
  private long total;

  /**
   * @param limit for all users together, in bytes
   */
  BodyBudget(long limit) {
    this.limit = limit;
  }

  /** A budget that fits the heap of this process. */
  public static BodyBudget ofHeap() {
    return new BodyBudget(Math.max(LEAST, Runtime.getRuntime().maxMemory() / PART_OF_HEAP));
  }

  /** The number of bytes that one user may have in progress. */
  public long share() {
    return limit / 2;
  }

  /** Takes the bytes, unless the user or all together would have too many. */
  synchronized boolean tryTake(String user, long bytes) {
    long own = used.getOrDefault(user, 0L);
    if (own + bytes > share() || total + bytes > limit) {
      return false;
    }
    used.put(user, own + bytes);
    total += bytes;
    return true;
  }

  synchronized void giveBack(String user, long bytes) {
    used.computeIfPresent(user, (_, own) -> own > bytes ? own - bytes : null);
    total -= bytes;
  }

  synchronized long total() {
    return total;
  }

  /** The number of users with a body in progress. */
  synchronized int users() {
    return used.size();
  }
}
