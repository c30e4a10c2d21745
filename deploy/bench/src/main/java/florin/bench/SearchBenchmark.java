package florin.bench;

import florin.bench.environment.BenchClient;
import florin.bench.environment.FlightRecording;
import florin.bench.feed.FilledApplication;
import florin.bench.feed.FilledApplications;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The search of {@code GET /api/transactions} for the household that has half of all rows, beside
 * the first page of its list, over HTTP.
 */
final class SearchBenchmark implements Benchmark {

  static final String NAME = "S8-search";

  private static final int CALLS = 200;
  private static final int WARM = 40;
  private static final String PAGE = "/api/transactions?limit=50";
  private static final String RARE = "zanzibar";

  private static final String MARK =
      """
      update view.transaction set note = '%s' where id = (
        select id from view.transaction where user_id = '%s' order by date, id limit 1)
      """;

  /** The search terms, by the number of rows that have them. */
  private static final Map<String, String> TERMS = new LinkedHashMap<>();

  static {
    TERMS.put("one row", RARE);
    TERMS.put("many rows", "coffee");
    TERMS.put("an amount", "23.40");
    TERMS.put("no row", "qwxyz");
  }

  private final FilledApplications filledApplications;
  private final List<BenchmarkRounds> rounds = new ArrayList<>();

  SearchBenchmark(FilledApplications filledApplications) {
    this.filledApplications = filledApplications;
    for (int rows : filledApplications.sizes()) {
      for (String kind : TERMS.keySet()) {
        rounds.add(
            BenchmarkRounds.of(
                "%s of %s, %,d".formatted(NAME, kind, rows),
                "p50 of a search / p50 of a page by date",
                3,
                false,
                "reads the index of parts of words, and the rows found"));
      }
    }
  }

  @Override
  public List<BenchmarkRounds> rounds() {
    return rounds;
  }

  @Override
  public List<BenchmarkRounds.Round> round(boolean florinFirst, FlightRecording flightRecording)
      throws SQLException {
    List<BenchmarkRounds.Round> measured = new ArrayList<>();
    for (FilledApplication filledApplication : filledApplications.both()) {
      filledApplication.database().execute(MARK.formatted(RARE, FilledApplication.user(0)));
      String token = filledApplication.token(0);
      try (BenchClient client = new BenchClient(filledApplication.port(), 1)) {
        if (!client.get(token, search(RARE)).contains(RARE)) {
          throw new IllegalStateException(RARE + ": not found");
        }
        for (String term : TERMS.values()) {
          measured.add(round(client, token, search(term), florinFirst));
        }
      }
    }
    return measured;
  }

  private static String search(String term) {
    return PAGE + "&q=" + term;
  }

  private static BenchmarkRounds.Round round(
      BenchClient client, String token, String path, boolean searchFirst) {
    List<Long> search = new ArrayList<>();
    List<Long> page = new ArrayList<>();
    for (int call = -WARM; call < CALLS; call++) {
      long before = searchFirst ? timed(client, token, path) : 0;
      long listed = timed(client, token, PAGE);
      long searched = searchFirst ? before : timed(client, token, path);
      if (call >= 0) {
        search.add(searched);
        page.add(listed);
      }
    }
    return new BenchmarkRounds.Round(
        (double) ListBenchmark.median(search) / ListBenchmark.median(page),
        BenchmarkRounds.rate(1, ListBenchmark.median(search)),
        BenchmarkRounds.rate(1, ListBenchmark.median(page)),
        String.format(
            Locale.ROOT,
            "search p50 %.1f ms, p95 %.1f ms; page p50 %.1f ms, p95 %.1f ms",
            ListBenchmark.median(search) / 1e6,
            percentile95(search) / 1e6,
            ListBenchmark.median(page) / 1e6,
            percentile95(page) / 1e6));
  }

  private static long percentile95(List<Long> nanos) {
    return nanos.stream().sorted().skip(nanos.size() * 95L / 100).findFirst().orElseThrow();
  }

  private static long timed(BenchClient client, String token, String path) {
    long start = System.nanoTime();
    client.get(token, path);
    return System.nanoTime() - start;
  }
}
