package florin.bench;

import florin.bench.CapturedListStatement.Narrowed;
import florin.bench.environment.BenchClient;
import florin.bench.environment.EmptyEndpoint;
import florin.bench.environment.FlightRecording;
import florin.bench.feed.FilledApplication;
import florin.bench.feed.FilledApplications;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * S8: pages of 50 of a running service over HTTP, less what an empty page costs there, beside the
 * service's own statements over JDBC as the same role.
 */
final class ListBenchmark implements Benchmark {

  static final String NAME = "S8-list";

  private static final int CALLS = 200;
  private static final int WARM = 20;
  private static final int PAGE = 50;

  /** Of the household that has half of everything. */
  private static final int HOUSEHOLD = 0;

  private static final LocalDate FROM = LocalDate.of(2025, 1, 1);
  private static final LocalDate UNTIL = LocalDate.of(2025, 6, 30);
  private static final List<String> KINDS =
      List.of("by user", "by account", "by category", "by dates");

  private final FilledApplications filledApplications;
  private final List<BenchmarkRounds> rounds = new ArrayList<>();

  ListBenchmark(FilledApplications filledApplications) {
    this.filledApplications = filledApplications;
    for (int rows : filledApplications.sizes()) {
      for (String kind : KINDS) {
        rounds.add(
            BenchmarkRounds.of(
                "%s %s, %,d".formatted(NAME, kind, rows),
                "(p50 of a page − p50 of an empty one) / JDBC p50 of its statements",
                3,
                false,
                "a transaction around them with the user set and the erased looked for; what was"
                    + " merged into a category and which splits have a part in it; an item for each"
                    + " row, JSON, a signed cursor"));
      }
    }
    for (String kind : KINDS) {
      rounds.add(
          BenchmarkRounds.of(
              NAME + " " + kind + ", growth",
              "p50(rows) / p50(rows / 10)",
              1.5,
              false,
              "the same; the limit's rate is of its statements over all rows"));
    }
  }

  @Override
  public List<BenchmarkRounds> rounds() {
    return rounds;
  }

  /** Medians in nanoseconds; {@code list} is the first of the limit's two statements. */
  private record Times(long empty, long page, long jdbc, long list) {
    double ratio() {
      return (double) (page - empty) / jdbc;
    }

    String shown(int rows) {
      return String.format(
          Locale.ROOT,
          "%,d rows: page %.2f ms, empty page %.2f ms, JDBC %.2f ms (of it the list %.2f ms, then"
              + " running balances)",
          rows,
          page / 1e6,
          empty / 1e6,
          jdbc / 1e6,
          list / 1e6);
    }
  }

  @Override
  public List<BenchmarkRounds.Round> round(boolean florinFirst, FlightRecording flightRecording)
      throws SQLException {
    List<List<Times>> bySize = new ArrayList<>();
    List<BenchmarkRounds.Round> measured = new ArrayList<>();
    for (FilledApplication filledApplication : filledApplications.both()) {
      List<Times> times = times(filledApplication, florinFirst);
      times.forEach(
          time ->
              measured.add(
                  new BenchmarkRounds.Round(
                      time.ratio(),
                      BenchmarkRounds.rate(PAGE, time.page()),
                      BenchmarkRounds.rate(PAGE, time.jdbc()),
                      time.shown(filledApplication.rows()))));
      bySize.add(times);
    }
    for (int i = 0; i < KINDS.size(); i++) {
      Times few = bySize.getFirst().get(i);
      Times many = bySize.getLast().get(i);
      measured.add(
          new BenchmarkRounds.Round(
              (double) many.page() / few.page(),
              BenchmarkRounds.rate(PAGE, many.page()),
              BenchmarkRounds.rate(PAGE, many.jdbc()),
              String.format(
                  Locale.ROOT,
                  "page %.2f → %.2f ms, JDBC %.2f → %.2f ms",
                  few.page() / 1e6,
                  many.page() / 1e6,
                  few.jdbc() / 1e6,
                  many.jdbc() / 1e6)));
    }
    return measured;
  }

  private static List<Times> times(FilledApplication filledApplication, boolean florinFirst)
      throws SQLException {
    UUID user = FilledApplication.user(HOUSEHOLD);
    List<Times> times = new ArrayList<>();
    try (BenchClient benchClient = new BenchClient(filledApplication.port(), 1);
        Connection app = filledApplication.database().openAs(user)) {
      String token = filledApplication.token(HOUSEHOLD);
      Found some = some(app, user);
      for (String kind : KINDS) {
        Narrowed to = some.narrowed(kind);
        try (Statements statements = new Statements(app, user, to)) {
          times.add(new Calls(benchClient, token, path(to), statements).medians(florinFirst));
        }
      }
    }
    return times;
  }

  private static String path(Narrowed to) {
    return "/api/transactions?limit="
        + PAGE
        + (to.account() == null ? "" : "&accountId=" + to.account())
        + (to.category() == null ? "" : "&categoryId=" + to.category())
        + (to.from() == null ? "" : "&from=" + to.from() + "&to=" + to.until());
  }

  /** The filters that lists of this household can have. */
  private record Found(UUID account, UUID category) {
    Narrowed narrowed(String kind) {
      return switch (kind) {
        case "by account" -> new Narrowed(account, null, null, null);
        case "by category" -> new Narrowed(null, category, null, null);
        case "by dates" -> new Narrowed(null, null, FROM, UNTIL);
        default -> new Narrowed(null, null, null, null);
      };
    }
  }

  private static Found some(Connection app, UUID user) throws SQLException {
    CapturedListStatement list =
        CapturedListStatement.page(user, new Narrowed(null, null, null, null));
    try (PreparedStatement statement = list.prepare(app);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return new Found(
          row.getObject("account_id", UUID.class), row.getObject("category_id", UUID.class));
    }
  }

  /** The two statements of a page, prepared once. */
  private static final class Statements implements AutoCloseable {
    private final PreparedStatement list;
    private final PreparedStatement balances;
    private final Set<UUID> ids = new LinkedHashSet<>();

    Statements(Connection app, UUID user, Narrowed to) throws SQLException {
      list = CapturedListStatement.page(user, to).prepare(app);
      List<UUID> accounts = new ArrayList<>();
      List<String> currencies = new ArrayList<>();
      List<LocalDate> dates = new ArrayList<>();
      try (ResultSet rows = list.executeQuery()) {
        while (rows.next() && ids.size() < PAGE) {
          ids.add(rows.getObject("id", UUID.class));
          accounts.add(rows.getObject("account_id", UUID.class));
          currencies.add(rows.getString("currency"));
          dates.add(rows.getObject("date", LocalDate.class));
        }
      }
      balances = CapturedListStatement.balances(user, accounts, currencies, dates).prepare(app);
    }

    /** The expected rows of the page. */
    Set<UUID> ids() {
      return ids;
    }

    long list() throws SQLException {
      return read(list);
    }

    long balances() throws SQLException {
      return read(balances);
    }

    private static long read(PreparedStatement statement) throws SQLException {
      long start = System.nanoTime();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          // the driver has read it
        }
      }
      return System.nanoTime() - start;
    }

    @Override
    public void close() throws SQLException {
      list.close();
      balances.close();
    }
  }

  /** One kind of page over and over, each side's calls between the other's. */
  private record Calls(BenchClient client, String token, String path, Statements statements) {

    Times medians(boolean florinFirst) throws SQLException {
      String shown = client.get(token, path);
      for (UUID id : statements.ids()) {
        if (!shown.contains(id.toString())) {
          throw new IllegalStateException(path + ": without " + id);
        }
      }
      List<Long> empty = new ArrayList<>();
      List<Long> page = new ArrayList<>();
      List<Long> list = new ArrayList<>();
      List<Long> jdbc = new ArrayList<>();
      for (int call = -WARM; call < CALLS; call++) {
        long[] florin = florinFirst ? florin() : new long[2];
        long listed = statements.list();
        long both = listed + statements.balances();
        florin = florinFirst ? florin : florin();
        if (call >= 0) {
          empty.add(florin[0]);
          page.add(florin[1]);
          list.add(listed);
          jdbc.add(both);
        }
      }
      return new Times(median(empty), median(page), median(jdbc), median(list));
    }

    private long[] florin() {
      return new long[] {timed(EmptyEndpoint.PATH), timed(path)};
    }

    private long timed(String uri) {
      long start = System.nanoTime();
      client.get(token, uri);
      return System.nanoTime() - start;
    }
  }

  static long median(List<Long> nanos) {
    return nanos.stream().sorted().skip(nanos.size() / 2).findFirst().orElseThrow();
  }
}
