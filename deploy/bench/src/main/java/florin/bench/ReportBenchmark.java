package florin.bench;

import florin.bench.environment.BenchSettings;
import florin.bench.environment.FlightRecording;
import florin.bench.environment.KafkaProcess;
import florin.bench.environment.PostgresProcess;
import florin.bench.environment.ServiceDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Spending by category over a year, cash flow by month over five years, and the search of one word,
 * among all transactions of a household and among a tenth of them. The statements read the same
 * tables as those of the service, under row-level security; they leave out its further conditions.
 */
final class ReportBenchmark implements Benchmark {

  static final String NAME = "S9-reports";

  private static final UUID USER = new UUID(0x7000, 1L << 63);
  private static final int CALLS = 20;

  /** Five and a half years of transactions on 10 accounts, in 100 categories. */
  private static final String FILL =
      """
      set session_replication_role = replica;
      insert into mirror.users values ('${user}', now());
      insert into view.transaction (id, user_id, account_id, source, date, amount, currency, description, pending,
          category_id, category_source, merchant_source, tags, stream_version, version, at)
      select lpad(to_hex(n), 32, '0')::uuid, '${user}', md5('account ' || n % 10)::uuid, 'manual',
        date '2025-12-31' - (n * 104729 % 2000)::int, (n * 7919 % 20000 - 15000) / 100.0, 'USD',
        'Shop ' || md5(n::text), false, md5('category ' || n * 7 % 100)::uuid, 'user', 'none', '{}', 1, 1, now()
      from generate_series(1::bigint, ${rows}) n;
      insert into view.category_month (user_id, month, account_id, currency, category_id, excluded, inflow, amount, entries)
      select user_id, date_trunc('month', date)::date, account_id, currency, category_id, false, amount > 0, sum(amount),
        count(*)
      from view.transaction group by 1, 2, 3, 4, 5, 6, 7;
      vacuum analyze;
      """;

  private static final String SPENDING =
      """
      select category_id, sum(amount), sum(entries) from view.category_month
      where user_id = '${user}' and month >= date '2025-01-01' and month < date '2026-01-01' and not excluded
      group by category_id
      """;

  private static final String CASH_FLOW =
      """
      select month, inflow, sum(amount), sum(entries) from view.category_month
      where user_id = '${user}' and month >= date '2021-01-01' and month < date '2026-01-01' and not excluded
      group by month, inflow
      """;

  private static final String RAW_SPENDING =
      """
      select category_id, sum(amount), count(*) from view.transaction
      where user_id = '${user}' and date >= date '2025-01-01' and date < date '2026-01-01' and removed_by is null
      group by category_id
      """;

  private static final String RAW_CASH_FLOW =
      """
      select date_trunc('month', date), amount > 0, sum(amount), count(*) from view.transaction
      where user_id = '${user}' and date >= date '2021-01-01' and date < date '2026-01-01' and removed_by is null
      group by 1, 2
      """;

  private static final String SEARCH =
      "select * from journal.transactions_with_text('%c4ca4238a0b9%', 2001)";

  private static final String PAGE =
      "select * from view.transaction where user_id = '${user}' order by date desc, id desc limit"
          + " 51";

  private final PostgresProcess postgresProcess;
  private final KafkaProcess kafkaProcess;
  private final int rows;
  private final List<BenchmarkRounds> benchmarkRounds =
      List.of(
          rounds(
              NAME + " spending", "spending by category over a year: time(rows) / time(rows / 10)"),
          rounds(
              NAME + " cash flow", "cash flow by month over 5 years: time(rows) / time(rows / 10)"),
          rounds(NAME + " search", "a word of one row: time(rows) / time(rows / 10)"));

  private static BenchmarkRounds rounds(String name, String description) {
    return BenchmarkRounds.of(name, description, 2, false, "row-level security, sums per month");
  }

  ReportBenchmark(
      PostgresProcess postgresProcess, KafkaProcess kafkaProcess, BenchSettings benchSettings) {
    this.postgresProcess = postgresProcess;
    this.kafkaProcess = kafkaProcess;
    this.rows = benchSettings.rows();
  }

  @Override
  public List<BenchmarkRounds> rounds() {
    return benchmarkRounds;
  }

  @Override
  public List<BenchmarkRounds.Round> round(boolean florinFirst, FlightRecording flightRecording)
      throws SQLException {
    List<Times> few = times(rows / 10, florinFirst);
    List<Times> many = times(rows, florinFirst);
    List<BenchmarkRounds.Round> rounds = new ArrayList<>();
    for (int i = 0; i < few.size(); i++) {
      rounds.add(round(few.get(i), many.get(i)));
    }
    return rounds;
  }

  private BenchmarkRounds.Round round(Times few, Times many) {
    return new BenchmarkRounds.Round(
        (double) many.florin() / few.florin(),
        BenchmarkRounds.rate(1, many.florin()),
        BenchmarkRounds.rate(1, many.limit()),
        String.format(
            Locale.ROOT,
            "%,d transactions: Florin %.1f ms, raw %.1f ms; %,d: Florin %.1f ms, raw %.1f ms",
            rows / 10,
            few.florin() / 1e6,
            few.limit() / 1e6,
            rows,
            many.florin() / 1e6,
            many.limit() / 1e6));
  }

  /** Medians in nanoseconds. */
  private record Times(long florin, long limit) {}

  private List<Times> times(int transactions, boolean florinFirst) throws SQLException {
    try (ServiceDatabase serviceDatabase =
        new ServiceDatabase(postgresProcess, kafkaProcess, "transactions")) {
      serviceDatabase.execute(filled(FILL, transactions).strip().split(";\n"));
      serviceDatabase.checkpoint();
      try (Connection app = serviceDatabase.openAs(USER);
          Connection bare = serviceDatabase.open()) {
        return List.of(
            times(app, filled(SPENDING, 0), bare, filled(RAW_SPENDING, 0), florinFirst),
            times(app, filled(CASH_FLOW, 0), bare, filled(RAW_CASH_FLOW, 0), florinFirst),
            times(app, SEARCH, bare, filled(PAGE, 0), florinFirst));
      }
    }
  }

  private static Times times(
      Connection app, String florin, Connection bare, String limit, boolean florinFirst)
      throws SQLException {
    long first = florinFirst ? median(app, florin) : median(bare, limit);
    long second = florinFirst ? median(bare, limit) : median(app, florin);
    return florinFirst ? new Times(first, second) : new Times(second, first);
  }

  private static String filled(String text, int transactions) {
    return text.replace("${user}", USER.toString())
        .replace("${rows}", Integer.toString(transactions));
  }

  private static long median(Connection connection, String sql) throws SQLException {
    List<Long> nanos = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (int call = 0; call < CALLS; call++) {
        long start = System.nanoTime();
        int found = 0;
        try (ResultSet result = statement.executeQuery(sql)) {
          while (result.next()) {
            found++;
          }
        }
        nanos.add(System.nanoTime() - start);
        if (found == 0) {
          throw new IllegalStateException("rows: 0 (expected: some)");
        }
      }
    }
    return nanos.stream().sorted().skip(CALLS / 2).findFirst().orElseThrow();
  }
}
