package florin.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.local.storage.ServiceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Florin without requests and changes at the banks: prints the processor time and the log lines of
 * each process; in {@code mvn -Plong verify} only.
 */
@EnabledIfSystemProperty(named = "florin.long", matches = "true")
class IdleServicesIT extends RunningHousehold {

  private static final int RENEWALS = 20;

  @Test
  void logNoWarnings() {
    awaitQuiet();
    awaitRenewals(3); // what the start of the household left to do
    Map<String, Duration> cpu = cpu();
    Map<String, List<String>> lines = lines();
    double before = seconds();
    awaitRenewals(RENEWALS);
    double passed = seconds() - before;
    Map<String, Duration> cpuAfter = cpu();
    List<String> warnings = new ArrayList<>();
    double all = 0;
    for (Map.Entry<String, List<String>> after : lines().entrySet()) {
      String process = after.getKey();
      List<String> added =
          after.getValue().subList(lines.get(process).size(), after.getValue().size());
      double used = cpuAfter.get(process).minus(cpu.get(process)).toMillis() / 1000.0;
      all += used;
      System.out.printf(
          "idle %s: %.2f %% of a core, %d log lines in %.0f s%n",
          process, 100 * used / passed, added.size(), passed);
      added.stream()
          .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
          .forEach(warnings::add);
    }
    System.out.printf("idle: %.2f %% of a core%n", 100 * all / passed);
    assertThat(warnings).isEmpty();
  }

  /** By the clock of the database, so that a busy machine does not matter. */
  private static double seconds() {
    return count(
            ServiceName.TRANSACTIONS,
            "select (extract(epoch from clock_timestamp()) * 1000)::bigint")
        / 1000.0;
  }

  private static void awaitRenewals(int renewals) {
    Set<Long> seen = new HashSet<>();
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              seen.add(
                  count(
                      ServiceName.TRANSACTIONS,
                      "select (extract(epoch from until) * 1000)::bigint from journal.checkpoint"));
              return seen.size() > renewals;
            });
  }

  private static Map<String, Duration> cpu() {
    Map<String, Duration> cpu = new TreeMap<>();
    for (String process : localCluster.processes()) {
      ProcessHandle handle = ProcessHandle.of(localCluster.pid(process)).orElseThrow();
      cpu.put(
          process,
          Stream.concat(Stream.of(handle), handle.descendants())
              .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
              .reduce(Duration.ZERO, Duration::plus));
    }
    return cpu;
  }

  private static Map<String, List<String>> lines() {
    Map<String, List<String>> lines = new TreeMap<>();
    for (String process : localCluster.processes()) {
      Path log = localCluster.home().resolve("logs").resolve(process + ".log");
      try {
        lines.put(process, Files.exists(log) ? Files.readAllLines(log) : List.of());
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
    return lines;
  }
}
