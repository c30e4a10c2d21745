package florin.bench;

import florin.events.AvroEvents;
import florin.events.transactions.Recorded;
import florin.journal.Actor;
import florin.journal.Bell;
import florin.journal.Change;
import florin.journal.Commands;
import florin.journal.Decider;
import florin.journal.EventCodec;
import florin.journal.Journal;
import florin.journal.Loaded;
import florin.journal.Sessions;
import florin.journal.StreamId;
import florin.journal.setup.Pools;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import reactor.core.publisher.Mono;

/** S4: events into the journal in batches of 500, one command each, one after another. */
final class Appends implements Benchmark {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Decides what it is told, of streams that have no event yet. */
  private static final Decider<Recorded, Recorded, Boolean> DECIDER =
      new Decider<>(
          "transaction", false, (event, _) -> List.of(event), (_, _) -> true, new Codec());

  private final Postgres postgres;
  private final Kafka kafka;
  private final Feed feed;
  private final List<List<Recorded>> batches;

  private final Rounds s4 =
      Rounds.of(
          "S4",
          "journal append in batches of 500 through Commands",
          0.7,
          true,
          """
          encodes Avro, gate, household and journal locks, registers the user, row-level security, a clock that never \
          runs back\
          """);

  Appends(Postgres postgres, Kafka kafka, Settings settings) {
    this.postgres = postgres;
    this.kafka = kafka;
    feed = Feed.first(settings.rows(), settings.seed());
    batches =
        feed.batches(Limit.BATCH).stream()
            .map(batch -> batch.stream().map(Fact::recorded).toList())
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
  public List<Rounds> rounds() {
    return List.of(s4);
  }

  @Override
  public List<Rounds.Round> round(boolean florinFirst, Profile profile) throws SQLException {
    long florin;
    long limit;
    if (florinFirst) {
      florin = florin(profile);
      limit = limit();
    } else {
      limit = limit();
      florin = florin(profile);
    }
    int rows = feed.facts().size();
    return List.of(
        Rounds.Round.of(
            rows,
            florin,
            limit,
            "events: truth %d, Florin %d, limit %d".formatted(rows, rows, rows)));
  }

  private long florin(Profile profile) {
    try (Database database = new Database(postgres, kafka)) {
      ConnectionPool pool = new Pools(database.properties()).app();
      Commands commands =
          new Commands(
              new Sessions(pool), new Journal(new SimpleMeterRegistry()), List.of(), new Bell());
      List<List<Fact>> facts = feed.batches(Limit.BATCH);
      database.checkpoint();
      long nanos = profile.of("S4", () -> append(commands, facts));
      pool.dispose();
      expect(database, "journal.event");
      return nanos;
    }
  }

  private long append(Commands commands, List<List<Fact>> facts) {
    long start = System.nanoTime();
    for (int i = 0; i < batches.size(); i++) {
      append(commands, facts.get(i).getFirst().user(), batches.get(i));
    }
    return System.nanoTime() - start;
  }

  private static void append(Commands commands, UUID user, List<Recorded> events) {
    Change change = Change.by(Actor.PROVIDER, user, Fact.AT);
    commands
        .run(
            user,
            unit -> {
              for (Recorded event : events) {
                StreamId stream = new StreamId(user, "transaction", event.getTransactionId());
                unit.decide(DECIDER, new Loaded<>(stream, 0, 0, false), event, change);
              }
              return Mono.empty();
            })
        .block(PATIENCE);
  }

  private long limit() throws SQLException {
    try (Database database = new Database(postgres, kafka)) {
      try (Limit limit =
          new Limit(
              database,
              "bare.event",
              Recorded.getClassSchema().getFullName(),
              AvroEvents.fingerprint(batches.getFirst().getFirst()))) {
        database.checkpoint();
        long start = System.nanoTime();
        limit.appendAll(feed);
        long nanos = System.nanoTime() - start;
        expect(database, "bare.event");
        return nanos;
      }
    }
  }

  private void expect(Database database, String journal) {
    long events = database.number("select count(*) from " + journal);
    if (events != feed.facts().size()) {
      throw new IllegalStateException(
          journal + ": " + events + " (expected: " + feed.facts().size() + ")");
    }
  }
}
