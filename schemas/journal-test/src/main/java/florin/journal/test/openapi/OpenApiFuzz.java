package florin.journal.test.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends hostile requests to every operation of a running service, as several users at once, and
 * demands: no 5xx, no request without a response, every refusal a problem, no events of a refused
 * write, every list readable afterwards, and every response as the document declares it. Repeatable
 * with {@code -Dseed=…} as far as the concurrency of the users allows; {@code -Drequests=…} is the
 * number per operation.
 */
public final class OpenApiFuzz {

  private static final int EACH = TestScale.of(50, 500);
  private static final int LONG_RUN = 250_000;

  private final TestPlatform platform;
  private final int port;
  private final Set<String> refused = new HashSet<>();
  private final Map<String, String> naming = new HashMap<>();
  private final Map<String, Map<String, List<String>>> users = new LinkedHashMap<>();

  private OpenApiFuzz(TestPlatform platform, int port) {
    this.platform = platform;
    this.port = port;
  }

  public static OpenApiFuzz of(TestPlatform platform, int port) {
    return new OpenApiFuzz(platform, port);
  }

  /** Sends requests to an operation that are refused in any case: it would end its user. */
  public OpenApiFuzz refusing(String operation) {
    refused.add(operation);
    return this;
  }

  /** Lets fields and parameters of a name hold ids of a list. */
  public OpenApiFuzz naming(String field, String list) {
    naming.put(field, list);
    return this;
  }

  /**
   * Adds a user.
   *
   * @param known values by the name of a field or parameter
   */
  public OpenApiFuzz as(String subject, Map<String, List<String>> known) {
    users.put(subject, known);
    return this;
  }

  /** 120 requests to each operation; in the long run at least 500, and 250,000 in all. */
  public void run() throws InterruptedException {
    OpenApiDocument document =
        OpenApiDocument.of(platform.client(port, users.keySet().iterator().next()));
    int operations = document.operations().size();
    int each =
        Math.ceilDiv(
            Math.max(EACH, TestScale.of(0, Math.ceilDiv(LONG_RUN, operations))), users.size());
    long seed = Long.getLong("seed", System.nanoTime());
    List<HostileRequestRunner> lanes = new ArrayList<>();
    List<Callable<Void>> work = new ArrayList<>();
    users.forEach(
        (subject, known) -> {
          HostileRequestRunner lane =
              new HostileRequestRunner(
                  document,
                  refused,
                  naming,
                  new RawClient(platform, port, subject),
                  subject,
                  known,
                  new Random(seed + lanes.size()));
          lanes.add(lane);
          work.add(
              () -> {
                lane.run(platform, each);
                return null;
              });
        });
    try {
      all(work);
    } catch (ExecutionException failed) {
      throw new AssertionError("failed with -Dseed=" + seed, failed.getCause());
    }
    Map<Integer, Integer> statuses = new TreeMap<>();
    lanes.forEach(lane -> lane.statuses.forEach((s, n) -> statuses.merge(s, n, Integer::sum)));
    System.out.println(summary(platform.service(), operations, statuses, seed));
    Map<String, String> undocumented = new TreeMap<>();
    lanes.forEach(lane -> undocumented.putAll(lane.undocumented));
    assertThat(undocumented)
        .as("responses that the document does not have, -Dseed=%d", seed)
        .isEmpty();
  }

  /** Operations, requests in all and those answered with 5xx, in one line. */
  static String summary(String service, int operations, Map<Integer, Integer> statuses, long seed) {
    int errors =
        statuses.entrySet().stream()
            .filter(entry -> entry.getKey() >= 500)
            .mapToInt(Map.Entry::getValue)
            .sum();
    return "hostile requests to %s: %d operations, %d requests, %d answered with 5xx, by status %s, -Dseed=%d"
        .formatted(
            service,
            operations,
            statuses.values().stream().mapToInt(Integer::intValue).sum(),
            errors,
            statuses,
            seed);
  }

  private static void all(List<Callable<Void>> work)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    }
  }
}
