package florin.journal.relay;

import florin.events.Topic;
import florin.journal.kafka.EventRecords;
import florin.journal.relay.incarnation.Incarnation;
import florin.journal.stream.RecordedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The state of a relay that holds the lease. Only the relay's own thread changes it. */
final class ActiveRelay {

  final long epoch;
  final Incarnation incarnation;
  final Producer<byte[], byte[]> producer;
  private final Heartbeats heartbeats;
  long position;
  long[] lastPositions;
  private Mono<Void> before = Mono.empty();

  ActiveRelay(
      RelayCheckpoints.Lease lease,
      Incarnation incarnation,
      Producer<byte[], byte[]> producer,
      Duration quiet,
      long[] lastPositions) {
    this.epoch = lease.epoch();
    this.incarnation = incarnation;
    this.producer = producer;
    this.heartbeats = new Heartbeats(quiet, System.nanoTime());
    this.position = lease.position();
    this.lastPositions = lastPositions;
  }

  /**
   * The events as records.
   *
   * @param last each partition's last position before the events; moved to the last one of them
   */
  List<ProducerRecord<byte[], byte[]>> records(
      Topic topic, List<RecordedEvent> events, long[] last) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(events.size());
    for (RecordedEvent event : events) {
      int partition = EventRecords.partition(event.stream().user(), last.length);
      ProducerRecord<byte[], byte[]> sent =
          EventRecords.of(topic, event, partition, last[partition]);
      incarnation.addTo(sent.headers(), partition);
      records.add(sent);
      last[partition] = event.position();
    }
    return records;
  }

  /**
   * The events as the batch that follows the one made before.
   *
   * @param last each partition's last position before the events; moved to the last one of them
   */
  RelayBatch batch(Topic topic, List<RecordedEvent> events, long[] last) {
    List<ProducerRecord<byte[], byte[]>> records = records(topic, events, last);
    Sinks.Empty<Void> done = Sinks.empty();
    RelayBatch batch =
        new RelayBatch(records, events.getLast().position(), last.clone(), before, done);
    before = done.asMono();
    return batch;
  }

  /** The batch is acknowledged and the checkpoint has moved. */
  void sent(RelayBatch batch) {
    heartbeats.sent(System.nanoTime());
    position = batch.position();
    lastPositions = batch.last();
    batch.done().tryEmitEmpty();
  }

  /** The records that announce the last position of partitions that are quiet. */
  List<ProducerRecord<byte[], byte[]>> heartbeats(Topic topic) {
    return heartbeats.due(System.nanoTime(), lastPositions).stream()
        .map(partition -> heartbeat(topic, partition))
        .toList();
  }

  ProducerRecord<byte[], byte[]> heartbeat(Topic topic, int partition) {
    ProducerRecord<byte[], byte[]> sent =
        EventRecords.heartbeat(topic, partition, lastPositions[partition]);
    incarnation.addTo(sent.headers(), partition);
    return sent;
  }
}
