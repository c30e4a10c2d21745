package florin.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;

/** A run as Markdown. */
record Report(Settings settings, Map<String, String> postgres, List<Rounds> benchmarks) {

  String markdown() {
    List<String> lines = new ArrayList<>(List.of(run(), machine(), ""));
    lines.add("| # | what | ratio, median | range | goal | | Florin, rows/s | limit, rows/s |");
    lines.add("|---|---|---|---|---|---|---|---|");
    benchmarks.forEach(rounds -> lines.add(ratio(rounds)));
    lines.add("");
    lines.add("| # | on all sides, in every round | what Florin does that the limit does not |");
    lines.add("|---|---|---|");
    benchmarks.forEach(rounds -> lines.add(besides(rounds)));
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

  private static String ratio(Rounds rounds) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | **%.2f** | %.2f–%.2f | %s %.2f | %s | %,.0f | %,.0f |",
        rounds.name(),
        rounds.what(),
        rounds.median(Rounds.Round::ratio),
        rounds.least(),
        rounds.most(),
        rounds.atLeast() ? "≥" : "≤",
        rounds.goal(),
        rounds.reached() ? "reached" : "not reached",
        rounds.median(Rounds.Round::florin),
        rounds.median(Rounds.Round::limit));
  }

  private static String besides(Rounds rounds) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s |",
        rounds.name(),
        rounds.measured().getLast().counts(),
        rounds.besides());
  }
}
