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
import java.util.Map;
import java.util.UUID;

/**
 * A year of net worth by day, among all of a household's transactions and among a tenth of them:
 * the time must not depend on the number of transactions.
 */
final class NetWorthBenchmark implements Benchmark {

  static final String NAME = "S9-net-worth";

  private static final String QUERIES = "florin.accounts.balance.NetWorthQueries";
  private static final UUID USER = new UUID(0x7000, 1L << 63);
  private static final int CALLS = 20;
  private static final int DAYS = 366;

  /**
   * Ten years of transactions on 20 accounts with weekly balance observations; ids in their order,
   * as those of real transactions are. A million foreign keys would be checked one by one.
   */
  private static final String FILL =
      """
      set session_replication_role = replica;
      insert into mirror.users values ('${user}', now());
      insert into view.account (account_id, user_id, bank_name, type, currency, hidden, status, connection_id,
          external_id, stream_version, version, at)
      select md5('account ' || n)::uuid, '${user}', 'Bank', 'depository', 'USD', false, 'active',
        '${user}', n::text, 1, 0, now()
      from generate_series(1, 20) n;
      insert into view.balance (account_id, observed_at, source, user_id, currency, current, stream_version, version,
          at)
      select md5('account ' || n)::uuid, timestamptz '2026-01-01 12:00Z' - week * interval '7 days', 'provider',
        '${user}', 'USD', n * 100 + week, 1, 0, now()
      from generate_series(1, 20) n, generate_series(0, 520) week;
      insert into mirror.transaction (user_id, transaction_id, account_id, amount, currency, date, pending, removed)
      select '${user}', lpad(to_hex(n), 32, '0')::uuid, md5('account ' || (1 + n % 20))::uuid,
        (n * 7919 % 20000 - 10000) / 100.0, 'USD', date '2026-01-01' - (n * 104729 % 3650)::int, false,
        false
      from generate_series(1::bigint, ${rows}) n;
      insert into mirror.day_total (user_id, account_id, currency, date, amount, transactions, bank_amount,
          bank_transactions)
      select user_id, account_id, currency, date, sum(amount), count(*), sum(amount), count(*)
      from mirror.transaction group by 1, 2, 3, 4;
      vacuum analyze;
      """;

  /** From the balance of today backwards over the transactions of the year. */
  private static final String RAW =
      """
      with day as (
        select (date '2026-01-01' - n) as date from generate_series(0, 365) n),
      moved as (
        select t.date, sum(t.amount) as amount
        from mirror.transaction t
        where t.user_id = '${user}' and not t.pending and not t.removed
          and t.date > date '2026-01-01' - 366
        group by t.date)
      select d.date, 1000 - coalesce(sum(m.amount) over (
        order by d.date desc rows between unbounded preceding and 1 preceding), 0) as net
      from day d left join moved m on m.date = d.date
      order by d.date
      """;

  private final PostgresProcess postgresProcess;
  private final KafkaProcess kafkaProcess;
  private final int rows;
  private final BenchmarkRounds benchmarkRounds =
      BenchmarkRounds.of(
          NAME,
          "a year of net worth by day: time(rows) / time(rows / 10)",
          2,
          false,
          "row-level security, observations, currencies, merged and closed accounts");

  NetWorthBenchmark(
      PostgresProcess postgresProcess, KafkaProcess kafkaProcess, BenchSettings benchSettings) {
    this.postgresProcess = postgresProcess;
    this.kafkaProcess = kafkaProcess;
    this.rows = benchSettings.rows();
  }

  @Override
  public List<BenchmarkRounds> rounds() {
    return List.of(benchmarkRounds);
  }

  @Override
  public List<BenchmarkRounds.Round> round(boolean florinFirst, FlightRecording flightRecording)
      throws SQLException {
    Times few = times(rows / 10, florinFirst);
    Times many = times(rows, florinFirst);
    return List.of(
        new BenchmarkRounds.Round(
            (double) many.florin() / few.florin(),
            BenchmarkRounds.rate(DAYS, many.florin()),
            BenchmarkRounds.rate(DAYS, many.limit()),
            String.format(
                Locale.ROOT,
                "%,d transactions: Florin %.1f ms, raw %.1f ms; %,d: Florin %.1f ms, raw %.1f ms",
                rows / 10,
                few.florin() / 1e6,
                few.limit() / 1e6,
                rows,
                many.florin() / 1e6,
                many.limit() / 1e6)));
  }

  /** Medians in nanoseconds. */
  private record Times(long florin, long limit) {}

  private Times times(int transactions, boolean florinFirst) throws SQLException {
    try (ServiceDatabase serviceDatabase =
        new ServiceDatabase(postgresProcess, kafkaProcess, "accounts")) {
      serviceDatabase.execute(filled(FILL, transactions).strip().split(";\n"));
      serviceDatabase.checkpoint();
      try (Connection app = serviceDatabase.openAs(USER);
          Connection bare = serviceDatabase.open()) {
        String raw = filled(RAW, transactions);
        long first = florinFirst ? median(app, statement()) : median(bare, raw);
        long second = florinFirst ? median(bare, raw) : median(app, statement());
        return florinFirst ? new Times(first, second) : new Times(second, first);
      }
    }
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
        int days = 0;
        try (ResultSet series = statement.executeQuery(sql)) {
          while (series.next()) {
            days++;
          }
        }
        nanos.add(System.nanoTime() - start);
        if (days != DAYS) {
          throw new IllegalStateException("days: " + days + " (expected: " + DAYS + ")");
        }
      }
    }
    return nanos.stream().sorted().skip(CALLS / 2).findFirst().orElseThrow();
  }

  /** The service's own statement, its parameters as literals. */
  private static String statement() {
    String sql = text();
    Map<String, String> literals =
        Map.of(
            "user", "'" + USER + "'::uuid",
            "zone", "'UTC'",
            "points", "(select array_agg(date '2026-01-01' - n) from generate_series(0, 365) n)",
            "account", "null",
            "by", "'total'",
            "includeHidden", "false");
    for (var literal : literals.entrySet()) {
      sql = sql.replaceAll("(?<!:):" + literal.getKey() + "\\b", literal.getValue());
    }
    return sql;
  }

  private static String text() {
    try {
      var field = Class.forName(QUERIES).getDeclaredField("SERIES");
      field.setAccessible(true);
      return (String) field.get(null);
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
