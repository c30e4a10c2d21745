package florin.bench;

import florin.bench.environment.BenchSettings;
import florin.bench.environment.FlightRecording;
import florin.bench.environment.KafkaProcess;
import florin.bench.environment.PostgresProcess;
import florin.bench.environment.RelayProducer;
import florin.bench.environment.ServiceDatabase;
import florin.bench.feed.JdbcLimit;
import florin.bench.feed.ProviderFeed;
import florin.events.AvroEvents;
import florin.events.Topic;
import florin.events.transactions.Recorded;
import florin.journal.CommitSignal;
import florin.journal.Journal;
import florin.journal.database.Sessions;
import florin.journal.kafka.EventRecords;
import florin.journal.relay.Relay;
import florin.journal.setup.ConnectionPools;
import florin.journal.setup.RelayFactory;
import florin.journal.stream.RecordedEvent;
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
final class RelayBenchmark implements Benchmark {

  private static final Topic TOPIC = Topic.TRANSACTIONS_EVENTS;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PAGE = 1000;

  private final PostgresProcess postgresProcess;
  private final KafkaProcess kafkaProcess;
  private final ProviderFeed providerFeed;

  private final BenchmarkRounds s6 =
      BenchmarkRounds.of(
          "S6",
          "relay: journal → acknowledged by Kafka",
          0.6,
          true,
          """
          reads the journal, makes the records, moves a durable checkpoint after every 500 acknowledged records; takes \
          the lease first\
          """);

  RelayBenchmark(
      PostgresProcess postgresProcess, KafkaProcess kafkaProcess, BenchSettings benchSettings) {
    this.postgresProcess = postgresProcess;
    this.kafkaProcess = kafkaProcess;
    providerFeed = ProviderFeed.first(benchSettings.rows(), benchSettings.seed());
  }

  @Override
  public List<BenchmarkRounds> rounds() {
    return List.of(s6);
  }

  @Override
  public List<BenchmarkRounds.Round> round(boolean florinFirst, FlightRecording flightRecording)
      throws SQLException {
    int rows = providerFeed.facts().size();
    try (ServiceDatabase serviceDatabase = new ServiceDatabase(postgresProcess, kafkaProcess)) {
      fill(serviceDatabase);
      List<ProducerRecord<byte[], byte[]>> records = records(serviceDatabase);
      long florin;
      long limit;
      if (florinFirst) {
        florin = florin(serviceDatabase, flightRecording);
        limit = limit(records);
      } else {
        limit = limit(records);
        florin = florin(serviceDatabase, flightRecording);
      }
      return List.of(
          BenchmarkRounds.Round.of(
              rows,
              florin,
              limit,
              "records: truth %d, Florin %d, limit %d".formatted(rows, rows, rows)));
    }
  }

  private void fill(ServiceDatabase serviceDatabase) throws SQLException {
    try (JdbcLimit writer =
        new JdbcLimit(
            serviceDatabase,
            "journal.event",
            Recorded.getClassSchema().getFullName(),
            AvroEvents.fingerprint(providerFeed.facts().getFirst().recorded()))) {
      writer.appendAll(providerFeed);
    }
  }

  /** The records that the relay will send. */
  private static List<ProducerRecord<byte[], byte[]>> records(ServiceDatabase serviceDatabase) {
    ConnectionPool pool = new ConnectionPools(serviceDatabase.properties()).relay();
    Sessions sessions = new Sessions(pool);
    long[] last = new long[TOPIC.partitions()];
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    long position = 0;
    while (true) {
      long after = position;
      List<RecordedEvent> page =
          Objects.requireNonNull(
              sessions
                  .transaction("begin read only", session -> Journal.after(session, after, PAGE))
                  .block(PATIENCE));
      if (page.isEmpty()) {
        pool.dispose();
        return records;
      }
      for (RecordedEvent event : page) {
        int partition = EventRecords.partition(event.stream().user(), last.length);
        records.add(EventRecords.of(TOPIC, event, partition, last[partition]));
        last[partition] = event.position();
      }
      position = page.getLast().position();
    }
  }

  private long florin(ServiceDatabase serviceDatabase, FlightRecording flightRecording) {
    kafkaProcess.empty(TOPIC);
    long before = kafkaProcess.records(TOPIC);
    long head = serviceDatabase.number("select max(position) from journal.event");
    ConnectionPool pool = new ConnectionPools(serviceDatabase.properties()).relay();
    Relay relay =
        RelayFactory.of(serviceDatabase.properties(), new Sessions(pool), new CommitSignal());
    serviceDatabase.checkpoint();
    long nanos =
        flightRecording.of(
            "S6",
            () -> {
              long start = System.nanoTime();
              relay.start();
              serviceDatabase.await("select position from journal.checkpoint", head);
              return System.nanoTime() - start;
            });
    relay.stop();
    pool.dispose();
    expect(before);
    return nanos;
  }

  private long limit(List<ProducerRecord<byte[], byte[]>> records) {
    kafkaProcess.empty(TOPIC);
    long before = kafkaProcess.records(TOPIC);
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    long start = System.nanoTime();
    try (Producer<byte[], byte[]> producer = RelayProducer.open(kafkaProcess.bootstrap())) {
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
    long records = kafkaProcess.records(TOPIC) - before;
    if (records != providerFeed.facts().size()) {
      throw new IllegalStateException(
          TOPIC.topicName() + ": " + records + " (expected: " + providerFeed.facts().size() + ")");
    }
  }
}
