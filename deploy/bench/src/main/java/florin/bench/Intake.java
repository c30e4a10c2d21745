package florin.bench;

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
final class Intake implements Benchmark {

  private static final String FLORIN =
      """
      select (select count(*) from view.transaction), (select sum(amount) from view.transaction),
          (select count(*) from journal.event), (select count(*) from journal.parked_event)
      """;
  private static final String LIMIT =
      """
      select (select count(*) from bare.transaction), (select sum(amount) from bare.transaction),
          (select count(*) from bare.event), 0
      """;

  private final Postgres postgres;
  private final Kafka kafka;
  private final Settings settings;
  private final Feed first;
  private final Feed second;

  private final Rounds s1 =
      Rounds.of(
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
  private final Rounds s2 =
      Rounds.of(
          "S2",
          "second feed, 90 % identical, as a full resync",
          0.6,
          true,
          "the same; loads and folds the streams of what changed (the limit knows the row by its"
              + " primary key)");
  private final Rounds s3 =
      Rounds.of(
          "S3",
          "third feed, nothing new: time(third) / time(first)",
          0.15,
          false,
          "reads Kafka, decodes, hashes and looks up everything; the limit looks up ready hashes");

  Intake(Postgres postgres, Kafka kafka, Settings settings) {
    this.postgres = postgres;
    this.kafka = kafka;
    this.settings = settings;
    first = Feed.first(settings.rows(), settings.seed());
    second = first.second(settings.seed());
  }

  @Override
  public List<Rounds> rounds() {
    return List.of(s1, s2, s3);
  }

  /** What a side holds after a feed. */
  private record Stock(long view, BigDecimal sum, long journal) {}

  /** Times and stocks of one side, feed by feed. */
  private record Side(long[] nanos, Stock[] stock) {
    Side() {
      this(new long[3], new Stock[3]);
    }
  }

  @Override
  public List<Rounds.Round> round(boolean florinFirst, Profile profile) throws SQLException {
    Side florin;
    Side limit;
    if (florinFirst) {
      florin = florin(profile);
      limit = limit();
    } else {
      limit = limit();
      florin = florin(profile);
    }
    check(florin, "Florin");
    check(limit, "limit");
    int rows = settings.rows();
    double third = (double) florin.nanos[2] / florin.nanos[0];
    return List.of(
        Rounds.Round.of(rows, florin.nanos[0], limit.nanos[0], counts(0, florin, limit)),
        Rounds.Round.of(rows, florin.nanos[1], limit.nanos[1], counts(1, florin, limit)),
        new Rounds.Round(
            third,
            Rounds.rate(rows, florin.nanos[2]),
            Rounds.rate(rows, limit.nanos[2]),
            counts(2, florin, limit)));
  }

  private Side florin(Profile profile) throws SQLException {
    Side side = new Side();
    kafka.empty(Topic.PROVIDER_SYNC_EVENTS);
    try (Database database = new Database(postgres, kafka);
        ProviderSync provider = new ProviderSync(kafka);
        Transactions service = new Transactions(database, settings.relay())) {
      List<Feed> feeds = List.of(first, second, second);
      for (int i = 0; i < feeds.size(); i++) {
        service.pause();
        provider.publish(feeds.get(i));
        long end = kafka.records(Topic.PROVIDER_SYNC_EVENTS);
        database.checkpoint();
        side.nanos[i] = profile.of("S" + (i + 1), () -> service.run(end));
        side.stock[i] = stock(database, FLORIN);
      }
    }
    return side;
  }

  private Side limit() throws SQLException {
    Side side = new Side();
    String type = Recorded.getClassSchema().getFullName();
    long fingerprint = AvroEvents.fingerprint(first.facts().getFirst().recorded());
    try (Database database = new Database(postgres, kafka);
        Limit limit = new Limit(database, "bare.event", type, fingerprint)) {
      database.checkpoint();
      long start = System.nanoTime();
      limit.importAll(first);
      side.nanos[0] = System.nanoTime() - start;
      side.stock[0] = stock(database, LIMIT);
      for (int i = 1; i < 3; i++) {
        database.checkpoint();
        start = System.nanoTime();
        limit.importChanges(second);
        side.nanos[i] = System.nanoTime() - start;
        side.stock[i] = stock(database, LIMIT);
      }
    }
    return side;
  }

  private static Stock stock(Database database, String sql) throws SQLException {
    try (Connection connection = database.open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      if (row.getLong(4) != 0) {
        throw new IllegalStateException(row.getLong(4) + " events are parked (expected: none)");
      }
      return new Stock(row.getLong(1), row.getBigDecimal(2), row.getLong(3));
    }
  }

  /** A side that holds anything else than what was said has measured something else. */
  private void check(Side side, String who) {
    Collection<Fact> afterFirst = Feed.truth(first).values();
    Collection<Fact> afterSecond = Feed.truth(first, second).values();
    Set<Fact> known = new HashSet<>(first.facts());
    long news = second.facts().stream().filter(fact -> !known.contains(fact)).count();
    Stock imported = truth(afterFirst, afterFirst.size());
    Stock resynced = truth(afterSecond, afterFirst.size() + news);
    List<Stock> expected = List.of(imported, resynced, resynced);
    for (int i = 0; i < expected.size(); i++) {
      if (!same(side.stock[i], expected.get(i))) {
        throw new IllegalStateException(
            who
                + " after feed "
                + (i + 1)
                + ": "
                + side.stock[i]
                + " (expected: "
                + expected.get(i)
                + ")");
      }
    }
  }

  private static boolean same(Stock one, Stock other) {
    return one.view() == other.view()
        && one.journal() == other.journal()
        && one.sum().compareTo(other.sum()) == 0;
  }

  private static Stock truth(Collection<Fact> facts, long events) {
    BigDecimal sum =
        facts.stream()
            .map(fact -> fact.observed().getAmount().getAmount())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Stock(facts.size(), sum, events);
  }

  private static String counts(int feed, Side florin, Side limit) {
    return "rows: truth %d, Florin %d, limit %d; events: Florin %d, limit %d; sums of amounts equal"
        .formatted(
            florin.stock[feed].view(),
            florin.stock[feed].view(),
            limit.stock[feed].view(),
            florin.stock[feed].journal(),
            limit.stock[feed].journal());
  }
}
