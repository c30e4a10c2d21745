package florin.bench.feed;

import florin.bench.environment.KafkaProcess;
import florin.bench.environment.RelayProducer;
import florin.events.AvroEvents;
import florin.events.Topic;
import florin.events.providersync.TransactionsObserved;
import florin.journal.kafka.EventRecords;
import florin.journal.stream.Actor;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;

/**
 * Stands in for provider-sync: a run per connection and feed, in chunks, with the headers of its
 * relay.
 */
public final class FeedPublisher implements AutoCloseable {

  private static final Topic TOPIC = Topic.PROVIDER_SYNC_EVENTS;

  /** As provider-sync cuts them. */
  private static final int CHUNK = 250;

  private final Producer<byte[], byte[]> producer;
  private final long[] last = new long[TOPIC.partitions()];
  private long position;

  public FeedPublisher(KafkaProcess kafkaProcess) {
    producer = RelayProducer.open(kafkaProcess.bootstrap());
  }

  /** Completes when all is acknowledged. */
  public void publish(ProviderFeed providerFeed) {
    List<FeedTransaction> run = new ArrayList<>();
    for (FeedTransaction feedTransaction : providerFeed.facts()) {
      if (!run.isEmpty() && !run.getFirst().connection().equals(feedTransaction.connection())) {
        observe(run);
        run = new ArrayList<>();
      }
      run.add(feedTransaction);
    }
    observe(run);
    producer.flush();
  }

  private void observe(List<FeedTransaction> run) {
    UUID id = florin.journal.stream.Ids.next();
    for (int from = 0; from < run.size(); from += CHUNK) {
      List<FeedTransaction> chunk = run.subList(from, Math.min(from + CHUNK, run.size()));
      send(
          new StreamId(chunk.getFirst().user(), "sync-run", id),
          from / CHUNK + 1,
          TransactionsObserved.newBuilder()
              .setConnectionId(chunk.getFirst().connection())
              .setRun(id)
              .setIndex(from / CHUNK)
              .setLast(from + CHUNK >= run.size())
              .setAdded(chunk.stream().map(FeedTransaction::observed).toList())
              .setModified(List.of())
              .setRemoved(List.of())
              .setAt(FeedTransaction.AT)
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
            florin.journal.stream.Ids.next(),
            event.getSchema().getFullName(),
            AvroEvents.fingerprint(event),
            AvroEvents.encode(event),
            stream.id(),
            Actor.PROVIDER,
            Optional.empty(),
            FeedTransaction.AT);
    int partition = EventRecords.partition(stream.user(), TOPIC.partitions());
    producer.send(EventRecords.of(TOPIC, recorded, partition, last[partition]));
    last[partition] = position;
  }

  @Override
  public void close() {
    producer.close();
  }
}
