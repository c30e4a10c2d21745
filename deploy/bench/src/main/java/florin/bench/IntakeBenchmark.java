package florin.bench;

import florin.bench.environment.BenchSettings;
import florin.bench.environment.FlightRecording;
import florin.bench.environment.KafkaProcess;
import florin.bench.environment.PostgresProcess;
import florin.bench.environment.RunningTransactions;
import florin.bench.environment.ServiceDatabase;
import florin.bench.feed.FeedPublisher;
import florin.bench.feed.FeedTransaction;
import florin.bench.feed.JdbcLimit;
import florin.bench.feed.ProviderFeed;
import florin.events.AvroEvents;
import florin.events.Topic;
import florin.events.transactions.Recorded;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * S1 to S3: three feeds through the inbox of a running transactions-service, and the same facts
 * written by the limit.
 */
final class IntakeBenchmark implements Benchmark {

  private static final String FLORIN =
      """
      select (select count(*) from view.transaction), (select sum(amount) from view.transaction),
          (select count(*) from journal.event where stream_type = 'transaction'), (select count(*) from journal.parked_event)
      """;
  private static final String LIMIT =
      """
      select (select count(*) from bare.transaction), (select sum(amount) from bare.transaction),
          (select count(*) from bare.event), 0
      """;

  private final PostgresProcess postgresProcess;
  private final KafkaProcess kafkaProcess;
  private final BenchSettings benchSettings;
  private final ProviderFeed first;
  private final ProviderFeed second;

  private final BenchmarkRounds s1 =
      BenchmarkRounds.of(
          "S1",
          "first import: Kafka record → view row and journal row committed",
          0.7,
          true,
          """
          reads Kafka, decodes Avro, hashes each fact, looks every external id up, decides, encodes the event, keeps a \
          second table (external id → transaction, hash) with two indexes, the totals of every account and day, every \
          merchant with its uses, row-level security and foreign keys, household and journal locks, the inbox offset; \
          its relay sends all of it to Kafka at the same time\
          """);
  private final BenchmarkRounds s2 =
      BenchmarkRounds.of(
          "S2",
          "second feed, 90 % identical, as a full resync",
          0.6,
          true,
          "the same; loads and folds the streams of what changed (the limit knows the row by its"
              + " primary key)");
  private final BenchmarkRounds s3 =
      BenchmarkRounds.of(
          "S3",
          "third feed, nothing new: time(third) / time(first)",
          0.15,
          false,
          "reads Kafka, decodes, hashes and looks up everything; the limit looks up ready hashes");

  IntakeBenchmark(
      PostgresProcess postgresProcess, KafkaProcess kafkaProcess, BenchSettings benchSettings) {
    this.postgresProcess = postgresProcess;
    this.kafkaProcess = kafkaProcess;
    this.benchSettings = benchSettings;
    first = ProviderFeed.first(benchSettings.rows(), benchSettings.seed());
    second = first.second(benchSettings.seed());
  }

  @Override
  public List<BenchmarkRounds> rounds() {
    return List.of(s1, s2, s3);
  }

  /** The content of a side after a feed. */
  private record LoadedData(long view, BigDecimal sum, long journal) {}

  /** Times and stocks of one side, feed by feed. */
  private record MeasuredSide(long[] nanos, LoadedData[] stock) {
    MeasuredSide() {
      this(new long[3], new LoadedData[3]);
    }
  }

  @Override
  public List<BenchmarkRounds.Round> round(boolean florinFirst, FlightRecording flightRecording)
      throws SQLException {
    MeasuredSide florin;
    MeasuredSide limit;
    if (florinFirst) {
      florin = florin(flightRecording);
      limit = limit();
    } else {
      limit = limit();
      florin = florin(flightRecording);
    }
    check(florin, "Florin");
    check(limit, "limit");
    int rows = benchSettings.rows();
    double third = (double) florin.nanos[2] / florin.nanos[0];
    return List.of(
        BenchmarkRounds.Round.of(rows, florin.nanos[0], limit.nanos[0], counts(0, florin, limit)),
        BenchmarkRounds.Round.of(rows, florin.nanos[1], limit.nanos[1], counts(1, florin, limit)),
        new BenchmarkRounds.Round(
            third,
            BenchmarkRounds.rate(rows, florin.nanos[2]),
            BenchmarkRounds.rate(rows, limit.nanos[2]),
            counts(2, florin, limit)));
  }

  private MeasuredSide florin(FlightRecording flightRecording) throws SQLException {
    MeasuredSide measuredSide = new MeasuredSide();
    kafkaProcess.emptyTransactionsTopics();
    try (ServiceDatabase serviceDatabase = new ServiceDatabase(postgresProcess, kafkaProcess);
        FeedPublisher provider = new FeedPublisher(kafkaProcess);
        RunningTransactions service =
            new RunningTransactions(serviceDatabase, benchSettings.relay())) {
      List<ProviderFeed> feeds = List.of(first, second, second);
      for (int i = 0; i < feeds.size(); i++) {
        service.pause();
        provider.publish(feeds.get(i));
        long end = kafkaProcess.records(Topic.PROVIDER_SYNC_EVENTS);
        serviceDatabase.checkpoint();
        measuredSide.nanos[i] = flightRecording.of("S" + (i + 1), () -> service.run(end));
        measuredSide.stock[i] = stock(serviceDatabase, FLORIN);
      }
    }
    return measuredSide;
  }

  private MeasuredSide limit() throws SQLException {
    MeasuredSide measuredSide = new MeasuredSide();
    String type = Recorded.getClassSchema().getFullName();
    long fingerprint = AvroEvents.fingerprint(first.facts().getFirst().recorded());
    try (ServiceDatabase serviceDatabase = new ServiceDatabase(postgresProcess, kafkaProcess);
        JdbcLimit jdbcLimit = new JdbcLimit(serviceDatabase, "bare.event", type, fingerprint)) {
      serviceDatabase.checkpoint();
      long start = System.nanoTime();
      jdbcLimit.importAll(first);
      measuredSide.nanos[0] = System.nanoTime() - start;
      measuredSide.stock[0] = stock(serviceDatabase, LIMIT);
      for (int i = 1; i < 3; i++) {
        serviceDatabase.checkpoint();
        start = System.nanoTime();
        jdbcLimit.importChanges(second);
        measuredSide.nanos[i] = System.nanoTime() - start;
        measuredSide.stock[i] = stock(serviceDatabase, LIMIT);
      }
    }
    return measuredSide;
  }

  private static LoadedData stock(ServiceDatabase serviceDatabase, String sql) throws SQLException {
    try (Connection connection = serviceDatabase.open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      if (row.getLong(4) != 0) {
        throw new IllegalStateException(row.getLong(4) + " events are parked (expected: none)");
      }
      return new LoadedData(row.getLong(1), row.getBigDecimal(2), row.getLong(3));
    }
  }

  /** A side with other content than the feed has measured other work. */
  private void check(MeasuredSide measuredSide, String who) {
    Collection<FeedTransaction> afterFirst = ProviderFeed.truth(first).values();
    Collection<FeedTransaction> afterSecond = ProviderFeed.truth(first, second).values();
    Set<FeedTransaction> known = new HashSet<>(first.facts());
    long news =
        second.facts().stream().filter(feedTransaction -> !known.contains(feedTransaction)).count();
    LoadedData imported = truth(afterFirst, afterFirst.size());
    LoadedData resynced = truth(afterSecond, afterFirst.size() + news);
    List<LoadedData> expected = List.of(imported, resynced, resynced);
    for (int i = 0; i < expected.size(); i++) {
      if (!same(measuredSide.stock[i], expected.get(i))) {
        throw new IllegalStateException(
            who
                + " after feed "
                + (i + 1)
                + ": "
                + measuredSide.stock[i]
                + " (expected: "
                + expected.get(i)
                + ")");
      }
    }
  }

  private static boolean same(LoadedData one, LoadedData other) {
    return one.view() == other.view()
        && one.journal() == other.journal()
        && one.sum().compareTo(other.sum()) == 0;
  }

  private static LoadedData truth(Collection<FeedTransaction> facts, long events) {
    BigDecimal sum =
        facts.stream()
            .map(feedTransaction -> feedTransaction.observed().getAmount().getAmount())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new LoadedData(facts.size(), sum, events);
  }

  private static String counts(int feed, MeasuredSide florin, MeasuredSide limit) {
    return "rows: truth %d, Florin %d, limit %d; events: Florin %d, limit %d; sums of amounts equal"
        .formatted(
            florin.stock[feed].view(),
            florin.stock[feed].view(),
            limit.stock[feed].view(),
            florin.stock[feed].journal(),
            limit.stock[feed].journal());
  }
}
