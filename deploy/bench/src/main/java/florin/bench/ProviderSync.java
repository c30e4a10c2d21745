package florin.bench;

import florin.events.AvroEvents;
import florin.events.Topic;
import florin.events.providersync.TransactionsObserved;
import florin.journal.Actor;
import florin.journal.RecordedEvent;
import florin.journal.StreamId;
import florin.journal.relay.Records;
import florin.journal.relay.RelayProducer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;

/**
 * Stands in for provider-sync: a run per connection and feed, in chunks, with the headers of its
 * relay.
 */
final class ProviderSync implements AutoCloseable {

  private static final Topic TOPIC = Topic.PROVIDER_SYNC_EVENTS;

  /** As provider-sync cuts them. */
  private static final int CHUNK = 250;

  private final Producer<byte[], byte[]> producer;
  private final long[] last = new long[TOPIC.partitions()];
  private long position;

  ProviderSync(Kafka kafka) {
    producer = RelayProducer.open(kafka.bootstrap());
  }

  /** Completes when all is acknowledged. */
  void publish(Feed feed) {
    List<Fact> run = new ArrayList<>();
    for (Fact fact : feed.facts()) {
      if (!run.isEmpty() && !run.getFirst().connection().equals(fact.connection())) {
        observe(run);
        run = new ArrayList<>();
      }
      run.add(fact);
    }
    observe(run);
    producer.flush();
  }

  private void observe(List<Fact> run) {
    UUID id = florin.journal.Ids.next();
    for (int from = 0; from < run.size(); from += CHUNK) {
      List<Fact> chunk = run.subList(from, Math.min(from + CHUNK, run.size()));
      send(
          new StreamId(chunk.getFirst().user(), "sync-run", id),
          from / CHUNK + 1,
          TransactionsObserved.newBuilder()
              .setConnectionId(chunk.getFirst().connection())
              .setRun(id)
              .setIndex(from / CHUNK)
              .setLast(from + CHUNK >= run.size())
              .setAdded(chunk.stream().map(Fact::observed).toList())
              .setModified(List.of())
              .setRemoved(List.of())
              .setAt(Fact.AT)
              .build());
    }
  }

  private void send(StreamId stream, int version, TransactionsObserved event) {
    position++;
    RecordedEvent recorded =
        new RecordedEvent(
            position,
            stream,
            version,
            florin.journal.Ids.next(),
            event.getSchema().getFullName(),
            AvroEvents.fingerprint(event),
            AvroEvents.encode(event),
            stream.id(),
            Actor.PROVIDER,
            Optional.empty(),
            Fact.AT);
    int partition = Records.partition(stream.user(), TOPIC.partitions());
    producer.send(Records.of(TOPIC, recorded, partition, last[partition]));
    last[partition] = position;
  }

  @Override
  public void close() {
    producer.close();
  }
}
