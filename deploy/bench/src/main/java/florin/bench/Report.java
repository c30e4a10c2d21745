package florin.bench;

import florin.bench.environment.BenchSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;

/** A run as Markdown. */
record Report(
    BenchSettings settings, Map<String, String> postgres, List<BenchmarkRounds> benchmarks) {

  String markdown() {
    List<String> lines = new ArrayList<>(List.of(run(), machine(), ""));
    lines.add("| # | what | ratio, median | range | goal | | Florin, rows/s | limit, rows/s |");
    lines.add("|---|---|---|---|---|---|---|---|");
    benchmarks.forEach(benchmarkRounds -> lines.add(ratio(benchmarkRounds)));
    lines.add("");
    lines.add("| # | on all sides, in every round | what Florin does that the limit does not |");
    lines.add("|---|---|---|");
    benchmarks.forEach(benchmarkRounds -> lines.add(besides(benchmarkRounds)));
    return String.join("\n", lines) + "\n";
  }

  private String run() {
    return String.format(
        Locale.ROOT,
        "%,d rows, rounds: %d after %d to warm up, seed %d, relay beside the intake: %s.",
        settings.rows(),
        settings.rounds(),
        settings.warmups(),
        settings.seed(),
        settings.relay() ? "yes" : "no");
  }

  private String machine() {
    String database =
        postgres.entrySet().stream()
            .map(entry -> "`" + entry.getKey() + " = " + entry.getValue() + "`")
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%d processors, all on one machine over loopback. Java %d; Kafka %s, one node in a JVM of"
            + " its own; PostgreSQL: %s.",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().feature(),
        AppInfoParser.getVersion(),
        database);
  }

  private static String ratio(BenchmarkRounds benchmarkRounds) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | **%.2f** | %.2f–%.2f | %s %.2f | %s | %,.0f | %,.0f |",
        benchmarkRounds.name(),
        benchmarkRounds.what(),
        benchmarkRounds.median(BenchmarkRounds.Round::ratio),
        benchmarkRounds.least(),
        benchmarkRounds.most(),
        benchmarkRounds.atLeast() ? "≥" : "≤",
        benchmarkRounds.goal(),
        benchmarkRounds.reached() ? "reached" : "not reached",
        benchmarkRounds.median(BenchmarkRounds.Round::florin),
        benchmarkRounds.median(BenchmarkRounds.Round::limit));
  }

  private static String besides(BenchmarkRounds benchmarkRounds) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s |",
        benchmarkRounds.name(),
        benchmarkRounds.measured().getLast().counts(),
        benchmarkRounds.besides());
  }
}
