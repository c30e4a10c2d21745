package florin.journal.relay;

import florin.events.Topic;
import florin.journal.kafka.EventRecords;
import florin.journal.stream.RecordedEvent;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.BiFunction;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Sends one partition again behind a position, for a consumer that misses events there; every other
 * partition is left alone. Later events wait until it is sent, so that they follow it without a
 * gap.
 */
final class RangeResends {

  private static final Logger log = LoggerFactory.getLogger(RangeResends.class);
  private static final int WAITING = 256;

  private final Topic topic;
  private final RelayCheckpoints relayCheckpoints;
  private final int batch;
  private final Scheduler thread;
  private final Queue<RangeRequest> waiting = new ArrayBlockingQueue<>(WAITING);

  RangeResends(Topic topic, RelayCheckpoints relayCheckpoints, int batch, Scheduler thread) {
    this.topic = topic;
    this.relayCheckpoints = relayCheckpoints;
    this.batch = batch;
    this.thread = thread;
  }

  /** False for a partition that the topic does not have, and if too many requests wait. */
  boolean request(RangeRequest range) {
    boolean known =
        range.partition() >= 0 && range.partition() < topic.partitions() && range.after() >= 0;
    return known && (waiting.contains(range) || waiting.offer(range));
  }

  Optional<RangeRequest> next() {
    return Optional.ofNullable(waiting.poll());
  }

  /**
   * @param deliver completes when the broker has acknowledged all
   */
  Mono<Void> resend(
      ActiveRelay active,
      RangeRequest range,
      BiFunction<Producer<byte[], byte[]>, List<ProducerRecord<byte[], byte[]>>, Mono<Void>>
          deliver) {
    log.info("{}: sending again {}", topic.topicName(), range);
    long[] last = active.lastPositions.clone();
    last[range.partition()] = Math.min(last[range.partition()], range.after());
    return page(range, range.after())
        .expand(
            page -> page.reached() < active.position ? page(range, page.reached()) : Mono.empty())
        .concatMap(
            page ->
                deliver.apply(
                    active.producer, active.records(topic, page.upTo(active.position), last)),
            1)
        .then(
            Mono.defer(
                () -> {
                  active.lastPositions = last;
                  return deliver.apply(
                      active.producer, // ends a gap whose events are erased
                      List.of(active.heartbeat(topic, range.partition())));
                }));
  }

  /** Events of the partition, and the position up to which the journal was read for them. */
  private record Page(List<RecordedEvent> events, long reached) {

    private List<RecordedEvent> upTo(long position) {
      return events.stream().filter(event -> event.position() <= position).toList();
    }
  }

  private Mono<Page> page(RangeRequest range, long after) {
    return relayCheckpoints
        .eventsAfter(after, batch)
        .publishOn(thread)
        .map(
            events ->
                new Page(
                    events.stream().filter(event -> isOf(range, event)).toList(),
                    events.isEmpty() ? Long.MAX_VALUE : events.getLast().position()));
  }

  private boolean isOf(RangeRequest range, RecordedEvent event) {
    return EventRecords.partition(event.stream().user(), topic.partitions()) == range.partition();
  }
}
