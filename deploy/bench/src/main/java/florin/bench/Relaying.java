package florin.bench;

import florin.events.AvroEvents;
import florin.events.Topic;
import florin.events.transactions.Recorded;
import florin.journal.Bell;
import florin.journal.Journal;
import florin.journal.RecordedEvent;
import florin.journal.Sessions;
import florin.journal.relay.Records;
import florin.journal.relay.Relay;
import florin.journal.relay.RelayProducer;
import florin.journal.relay.Relays;
import florin.journal.setup.Pools;
import io.r2dbc.pool.ConnectionPool;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** S6: a journal into Kafka, and the same records sent by a plain producer that has them all. */
final class Relaying implements Benchmark {

  private static final Topic TOPIC = Topic.TRANSACTIONS_EVENTS;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PAGE = 1000;

  private final Postgres postgres;
  private final Kafka kafka;
  private final Feed feed;

  private final Rounds s6 =
      Rounds.of(
          "S6",
          "relay: journal → acknowledged by Kafka",
          0.6,
          true,
          """
          reads the journal, makes the records, moves a durable checkpoint after every 500 acknowledged records; takes \
          the lease first\
          """);

  Relaying(Postgres postgres, Kafka kafka, Settings settings) {
    this.postgres = postgres;
    this.kafka = kafka;
    feed = Feed.first(settings.rows(), settings.seed());
  }

  @Override
  public List<Rounds> rounds() {
    return List.of(s6);
  }

  @Override
  public List<Rounds.Round> round(boolean florinFirst, Profile profile) throws SQLException {
    int rows = feed.facts().size();
    try (Database database = new Database(postgres, kafka)) {
      fill(database);
      List<ProducerRecord<byte[], byte[]>> records = records(database);
      long florin;
      long limit;
      if (florinFirst) {
        florin = florin(database, profile);
        limit = limit(records);
      } else {
        limit = limit(records);
        florin = florin(database, profile);
      }
      return List.of(
          Rounds.Round.of(
              rows,
              florin,
              limit,
              "records: truth %d, Florin %d, limit %d".formatted(rows, rows, rows)));
    }
  }

  private void fill(Database database) throws SQLException {
    try (Limit writer =
        new Limit(
            database,
            "journal.event",
            Recorded.getClassSchema().getFullName(),
            AvroEvents.fingerprint(feed.facts().getFirst().recorded()))) {
      writer.appendAll(feed);
    }
  }

  /** What the relay will send. */
  private static List<ProducerRecord<byte[], byte[]>> records(Database database) {
    ConnectionPool pool = new Pools(database.properties()).relay();
    Sessions sessions = new Sessions(pool);
    long[] last = new long[TOPIC.partitions()];
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    long position = 0;
    while (true) {
      long after = position;
      List<RecordedEvent> page =
          Objects.requireNonNull(
              sessions
                  .in("begin read only", session -> Journal.after(session, after, PAGE))
                  .block(PATIENCE));
      if (page.isEmpty()) {
        pool.dispose();
        return records;
      }
      for (RecordedEvent event : page) {
        int partition = Records.partition(event.stream().user(), last.length);
        records.add(Records.of(TOPIC, event, partition, last[partition]));
        last[partition] = event.position();
      }
      position = page.getLast().position();
    }
  }

  private long florin(Database database, Profile profile) {
    kafka.empty(TOPIC);
    long before = kafka.records(TOPIC);
    long head = database.number("select max(position) from journal.event");
    ConnectionPool pool = new Pools(database.properties()).relay();
    Relay relay = Relays.of(database.properties(), new Sessions(pool), new Bell());
    database.checkpoint();
    long nanos =
        profile.of(
            "S6",
            () -> {
              long start = System.nanoTime();
              relay.start();
              database.await("select position from journal.checkpoint", head);
              return System.nanoTime() - start;
            });
    relay.stop();
    pool.dispose();
    expect(before);
    return nanos;
  }

  private long limit(List<ProducerRecord<byte[], byte[]>> records) {
    kafka.empty(TOPIC);
    long before = kafka.records(TOPIC);
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    long start = System.nanoTime();
    try (Producer<byte[], byte[]> producer = RelayProducer.open(kafka.bootstrap())) {
      for (ProducerRecord<byte[], byte[]> sent : records) {
        producer.send(
            sent,
            (_, failed) -> {
              if (failed != null) {
                failure.set(failed);
              }
            });
      }
      producer.flush();
      long nanos = System.nanoTime() - start;
      if (failure.get() != null) {
        throw new IllegalStateException(failure.get());
      }
      expect(before);
      return nanos;
    }
  }

  private void expect(long before) {
    long records = kafka.records(TOPIC) - before;
    if (records != feed.facts().size()) {
      throw new IllegalStateException(
          TOPIC.topicName() + ": " + records + " (expected: " + feed.facts().size() + ")");
    }
  }
}
