package florin.bench;

import florin.bench.environment.BenchSettings;
import florin.bench.environment.FlightRecording;
import florin.bench.environment.KafkaProcess;
import florin.bench.environment.PostgresProcess;
import florin.bench.environment.ServiceDatabase;
import florin.bench.feed.FeedTransaction;
import florin.bench.feed.JdbcLimit;
import florin.bench.feed.ProviderFeed;
import florin.events.AvroEvents;
import florin.events.transactions.Recorded;
import florin.journal.Commands;
import florin.journal.CommitSignal;
import florin.journal.Journal;
import florin.journal.database.Sessions;
import florin.journal.setup.ConnectionPools;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Decider;
import florin.journal.stream.EventCodec;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.StreamId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import reactor.core.publisher.Mono;

/** S4: events into the journal in batches of 500, one command each, one after another. */
final class AppendBenchmark implements Benchmark {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Yields the events of its commands, for streams without events. */
  private static final Decider<Recorded, Recorded, Boolean> DECIDER =
      new Decider<>(
          "transaction", false, (event, _) -> List.of(event), (_, _) -> true, new Codec());

  private final PostgresProcess postgresProcess;
  private final KafkaProcess kafkaProcess;
  private final ProviderFeed providerFeed;
  private final List<List<Recorded>> batches;

  private final BenchmarkRounds s4 =
      BenchmarkRounds.of(
          "S4",
          "journal append in batches of 500 through Commands",
          0.7,
          true,
          """
          encodes Avro, gate, household and journal locks, registers the user, row-level security, a clock that never \
          runs back\
          """);

  AppendBenchmark(
      PostgresProcess postgresProcess, KafkaProcess kafkaProcess, BenchSettings benchSettings) {
    this.postgresProcess = postgresProcess;
    this.kafkaProcess = kafkaProcess;
    providerFeed = ProviderFeed.first(benchSettings.rows(), benchSettings.seed());
    batches =
        providerFeed.batches(JdbcLimit.BATCH).stream()
            .map(batch -> batch.stream().map(FeedTransaction::recorded).toList())
            .toList();
  }

  private static final class Codec implements EventCodec<Recorded> {
    @Override
    public SpecificRecord toAvro(Recorded event) {
      return event;
    }

    @Override
    public Recorded fromAvro(SpecificRecord event) {
      return (Recorded) event;
    }
  }

  @Override
  public List<BenchmarkRounds> rounds() {
    return List.of(s4);
  }

  @Override
  public List<BenchmarkRounds.Round> round(boolean florinFirst, FlightRecording flightRecording)
      throws SQLException {
    long florin;
    long limit;
    if (florinFirst) {
      florin = florin(flightRecording);
      limit = limit();
    } else {
      limit = limit();
      florin = florin(flightRecording);
    }
    int rows = providerFeed.facts().size();
    return List.of(
        BenchmarkRounds.Round.of(
            rows,
            florin,
            limit,
            "events: truth %d, Florin %d, limit %d".formatted(rows, rows, rows)));
  }

  private long florin(FlightRecording flightRecording) {
    try (ServiceDatabase serviceDatabase = new ServiceDatabase(postgresProcess, kafkaProcess)) {
      ConnectionPool pool = new ConnectionPools(serviceDatabase.properties()).app();
      Commands commands =
          new Commands(
              new Sessions(pool),
              new Journal(new SimpleMeterRegistry()),
              List.of(),
              new CommitSignal());
      List<List<FeedTransaction>> facts = providerFeed.batches(JdbcLimit.BATCH);
      serviceDatabase.checkpoint();
      long nanos = flightRecording.of("S4", () -> append(commands, facts));
      pool.dispose();
      expect(serviceDatabase, "journal.event");
      return nanos;
    }
  }

  private long append(Commands commands, List<List<FeedTransaction>> facts) {
    long start = System.nanoTime();
    for (int i = 0; i < batches.size(); i++) {
      append(commands, facts.get(i).getFirst().user(), batches.get(i));
    }
    return System.nanoTime() - start;
  }

  private static void append(Commands commands, UUID user, List<Recorded> events) {
    Change change = Change.by(Actor.PROVIDER, user, FeedTransaction.AT);
    commands
        .run(
            user,
            unit -> {
              for (Recorded event : events) {
                StreamId stream = new StreamId(user, "transaction", event.getTransactionId());
                unit.decide(DECIDER, new LoadedStream<>(stream, 0, 0, false), event, change);
              }
              return Mono.empty();
            })
        .block(PATIENCE);
  }

  private long limit() throws SQLException {
    try (ServiceDatabase serviceDatabase = new ServiceDatabase(postgresProcess, kafkaProcess)) {
      try (JdbcLimit jdbcLimit =
          new JdbcLimit(
              serviceDatabase,
              "bare.event",
              Recorded.getClassSchema().getFullName(),
              AvroEvents.fingerprint(batches.getFirst().getFirst()))) {
        serviceDatabase.checkpoint();
        long start = System.nanoTime();
        jdbcLimit.appendAll(providerFeed);
        long nanos = System.nanoTime() - start;
        expect(serviceDatabase, "bare.event");
        return nanos;
      }
    }
  }

  private void expect(ServiceDatabase serviceDatabase, String journal) {
    long events = serviceDatabase.number("select count(*) from " + journal);
    if (events != providerFeed.facts().size()) {
      throw new IllegalStateException(
          journal + ": " + events + " (expected: " + providerFeed.facts().size() + ")");
    }
  }
}
