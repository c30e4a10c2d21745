package florin.bench;

import florin.bench.environment.BenchClient;
import florin.bench.environment.BenchSettings;
import florin.bench.environment.FlightRecording;
import florin.bench.environment.KafkaProcess;
import florin.bench.environment.PostgresProcess;
import florin.bench.environment.RunningTransactions;
import florin.bench.environment.ServiceDatabase;
import florin.bench.feed.FilledApplication;
import florin.bench.feed.FilledApplications;
import florin.bench.feed.JdbcLimit;
import florin.bench.feed.ProviderFeed;
import florin.events.AvroEvents;
import florin.events.transactions.Recorded;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * {@code POST /api/rules/apply} for the household that has half of all rows: a rule gives every
 * transaction another category, over HTTP. The limit writes as many changed rows and events.
 */
final class RuleRunBenchmark implements Benchmark {

  static final String NAME = "S10-run";

  private static final String ROWS = "select count(*) from view.transaction where user_id = '%s'";
  private static final String CHANGED =
      ROWS + " and category_source = 'rule' and category_id::text = '%s'";
  private static final String RULE =
      """
      {"name": "Everything to %s", "conditions": [
        {"field": "description", "operator": "matches", "text": "."}],
        "actions": {"categoryId": "%s"}}
      """;
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
  private static final String ALL_CHANGED = "update bare.transaction set hash = ''";

  private final FilledApplications filledApplications;
  private final PostgresProcess postgresProcess;
  private final KafkaProcess kafkaProcess;
  private final ProviderFeed feed;
  private final BenchmarkRounds rounds;
  private int runs;

  RuleRunBenchmark(
      FilledApplications filledApplications,
      PostgresProcess postgresProcess,
      KafkaProcess kafkaProcess,
      BenchSettings benchSettings) {
    this.filledApplications = filledApplications;
    this.postgresProcess = postgresProcess;
    this.kafkaProcess = kafkaProcess;
    feed = ProviderFeed.first(filledApplications.sizes().getLast() / 2, benchSettings.seed());
    rounds =
        BenchmarkRounds.of(
            "%s, %,d".formatted(NAME, feed.facts().size()),
            "rule run that changes every transaction of one household",
            0.5,
            true,
            "reads and folds the stream of every transaction, evaluates the rules, decides, keeps"
                + " the views; the limit knows the new rows");
  }

  @Override
  public List<BenchmarkRounds> rounds() {
    return List.of(rounds);
  }

  @Override
  public List<BenchmarkRounds.Round> round(boolean florinFirst, FlightRecording flightRecording)
      throws SQLException {
    FilledApplication application = filledApplications.both().getLast();
    long florin = florinFirst ? florin(application, flightRecording) : 0;
    long limit = limit();
    florin = florinFirst ? florin : florin(application, flightRecording);
    int rows = feed.facts().size();
    return List.of(
        BenchmarkRounds.Round.of(
            rows,
            florin,
            limit,
            String.format(Locale.ROOT, "Florin %.1f s, limit %.1f s", florin / 1e9, limit / 1e9)));
  }

  private long florin(FilledApplication application, FlightRecording flightRecording)
      throws SQLException {
    String token = application.token(0);
    try (BenchClient client = new BenchClient(application.port(), 1)) {
      String category = category(client.get(token, "/api/categories?limit=50"));
      client.post(token, "/api/rules", RULE.formatted(++runs, category));
      application.database().checkpoint();
      long nanos =
          flightRecording.of(
              NAME,
              () -> {
                long start = System.nanoTime();
                client.post(token, "/api/rules/apply", "");
                return System.nanoTime() - start;
              });
      application.database().await(RunningTransactions.RELAYED, 0);
      String user = FilledApplication.user(0).toString();
      long rows = application.database().number(ROWS.formatted(user));
      long changed = application.database().number(CHANGED.formatted(user, category));
      if (changed != rows) {
        throw new IllegalStateException(changed + " changed (expected: " + rows + ")");
      }
      return nanos;
    }
  }

  /** Another one in each run, so that each run changes everything. */
  private String category(String categories) {
    return ID.matcher(categories).results().skip(runs).findFirst().orElseThrow().group(1);
  }

  private long limit() throws SQLException {
    try (ServiceDatabase database = new ServiceDatabase(postgresProcess, kafkaProcess);
        JdbcLimit limit =
            new JdbcLimit(
                database,
                "bare.event",
                Recorded.getClassSchema().getFullName(),
                AvroEvents.fingerprint(feed.facts().getFirst().recorded()))) {
      limit.importAll(feed);
      database.execute(ALL_CHANGED, "vacuum analyze");
      database.checkpoint();
      long start = System.nanoTime();
      limit.importChanges(feed);
      return System.nanoTime() - start;
    }
  }
}
