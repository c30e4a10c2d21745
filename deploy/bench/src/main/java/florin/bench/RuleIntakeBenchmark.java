package florin.bench;

import florin.bench.environment.BenchSettings;
import florin.bench.environment.FlightRecording;
import florin.bench.environment.KafkaProcess;
import florin.bench.environment.PostgresProcess;
import florin.bench.environment.RunningTransactions;
import florin.bench.environment.ServiceDatabase;
import florin.bench.feed.FeedPublisher;
import florin.bench.feed.FeedTransaction;
import florin.bench.feed.ProviderFeed;
import florin.events.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The first feed into a running transactions-service whose users have 200 rules each, and into one
 * without rules. About 6 % of the transactions match a rule, which is one more event each.
 */
final class RuleIntakeBenchmark implements Benchmark {

  static final String NAME = "S10-rules";

  private static final int RULES = 200;
  private static final String RULED =
      "select count(*) from view.transaction where category_source = 'rule'";
  private static final String ROWS = "select count(*) from view.transaction";

  /** A quarter of the rules match the branches 1 to 19 of one shop; the others match nothing. */
  private static final String RULE =
      """
      insert into mirror.users values ('${user}', now()) on conflict do nothing;
      insert into view.rule (user_id, id, position, enabled, deleted, name, definition, stream_version, version, at)
      select '${user}', md5('rule ' || n)::uuid, n, true, false, 'Rule ' || n,
        jsonb_build_object(
          'name', 'Rule ' || n,
          'match', 'all',
          'groups', jsonb_build_array(),
          'conditions', case n % 4
            when 0 then jsonb_build_array(
              jsonb_build_object('field', 'description', 'operator', 'matches', 'text', 'shop [0-9]+ ' || n || '$'))
            when 1 then jsonb_build_array(
              jsonb_build_object('field', 'description', 'operator', 'contains', 'text', 'Market ' || (n / 10) || ' #'))
            when 2 then jsonb_build_array(
              jsonb_build_object('field', 'merchant', 'operator', 'equals', 'text', 'Bakery ' || n),
              jsonb_build_object('field', 'amount', 'operator', 'is',
                'amount', jsonb_build_object('currency', 'USD', 'over', '100')))
            else jsonb_build_array(
              jsonb_build_object('field', 'description', 'operator', 'starts-with', 'text', 'Grocer ' || n))
          end,
          'actions', jsonb_build_object('categoryId', md5('category ' || n)::uuid, 'addTags', jsonb_build_array(),
            'removeTags', jsonb_build_array(), 'stop', false))::text,
        1, 1, now()
      from generate_series(1, ${rules}) n;
      """;

  private final PostgresProcess postgresProcess;
  private final KafkaProcess kafkaProcess;
  private final BenchSettings benchSettings;
  private final ProviderFeed feed;
  private final BenchmarkRounds rounds =
      BenchmarkRounds.of(
          NAME,
          "first import with 200 rules per user: time(with) / time(without)",
          1.3,
          false,
          "evaluates 200 rules on every transaction, and writes one more event for those that"
              + " match");

  RuleIntakeBenchmark(
      PostgresProcess postgresProcess, KafkaProcess kafkaProcess, BenchSettings benchSettings) {
    this.postgresProcess = postgresProcess;
    this.kafkaProcess = kafkaProcess;
    this.benchSettings = benchSettings;
    this.feed = ProviderFeed.first(benchSettings.rows(), benchSettings.seed());
  }

  @Override
  public List<BenchmarkRounds> rounds() {
    return List.of(rounds);
  }

  /** The time of one import, and the number of transactions with a category of a rule. */
  private record MeasuredImport(long nanos, long ruled) {}

  @Override
  public List<BenchmarkRounds.Round> round(boolean florinFirst, FlightRecording flightRecording) {
    List<MeasuredImport> measured = new ArrayList<>();
    for (boolean rules : florinFirst ? List.of(true, false) : List.of(false, true)) {
      measured.add(measure(rules, flightRecording));
    }
    MeasuredImport with = measured.get(florinFirst ? 0 : 1);
    MeasuredImport without = measured.get(florinFirst ? 1 : 0);
    if (with.ruled() == 0 || without.ruled() != 0) {
      throw new IllegalStateException(
          "transactions with a category of a rule: %d with rules, %d without (expected: some, none)"
              .formatted(with.ruled(), without.ruled()));
    }
    int rows = benchSettings.rows();
    return List.of(
        new BenchmarkRounds.Round(
            (double) with.nanos() / without.nanos(),
            BenchmarkRounds.rate(rows, with.nanos()),
            BenchmarkRounds.rate(rows, without.nanos()),
            "%,d of %,d transactions match".formatted(with.ruled(), rows)));
  }

  private MeasuredImport measure(boolean rules, FlightRecording flightRecording) {
    kafkaProcess.emptyTransactionsTopics();
    try (ServiceDatabase database = new ServiceDatabase(postgresProcess, kafkaProcess);
        FeedPublisher provider = new FeedPublisher(kafkaProcess);
        RunningTransactions service = new RunningTransactions(database, benchSettings.relay())) {
      if (rules) {
        for (UUID user : feed.facts().stream().map(FeedTransaction::user).distinct().toList()) {
          database.execute(
              RULE.replace("${user}", user.toString())
                  .replace("${rules}", Integer.toString(RULES)));
        }
      }
      service.pause();
      provider.publish(feed);
      long end = kafkaProcess.records(Topic.PROVIDER_SYNC_EVENTS);
      database.checkpoint();
      FlightRecording recording = rules ? flightRecording : FlightRecording.NONE;
      long nanos = recording.of(NAME, () -> service.run(end));
      if (database.number(ROWS) != benchSettings.rows()) {
        throw new IllegalStateException(
            database.number(ROWS) + " transactions (expected: " + benchSettings.rows() + ")");
      }
      return new MeasuredImport(nanos, database.number(RULED));
    }
  }
}
