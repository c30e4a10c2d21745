package florin.journal.inbox;

import florin.journal.inbox.consumer.InboxAssignment;
import florin.journal.inbox.consumer.InboxBatches;
import florin.journal.kafka.KafkaAdmin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One consumer of a group, as the container drives it, that can be stopped with records in its
 * hands for longer than Kafka waits.
 */
public final class InboxLoop implements AutoCloseable {

  static final Duration POLL_INTERVAL = Duration.ofMillis(1_500);

  private final InboxBatches inboxBatches;
  private final Inbox inbox;
  private final InboxAssignment assignment;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final AtomicReference<Duration> pause = new AtomicReference<>(Duration.ZERO);
  private final Future<?> running;
  private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;

  public InboxLoop(
      InboxBatches inboxBatches, Inbox inbox, String bootstrap, String group, int maxRecords) {
    this.inboxBatches = inboxBatches;
    this.inbox = inbox;
    this.assignment = new InboxAssignment(inboxBatches, new KafkaAdmin(bootstrap));
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "group.id",
                group,
                "auto.offset.reset",
                "none",
                "enable.auto.commit",
                "false",
                "max.poll.records",
                maxRecords,
                "max.poll.interval.ms",
                (int) POLL_INTERVAL.toMillis(),
                "heartbeat.interval.ms",
                300),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.running = thread.submit(this::run);
  }

  /** The fault itself: the process stands still between its next poll and its work. */
  void pauseFor(Duration duration) {
    pause.set(duration);
  }

  /** What the container would have had to retry. */
  public List<RuntimeException> failures() {
    return failures;
  }

  private void run() {
    consumer.subscribe(List.of(inbox.topic().topicName()), new Placing());
    while (!stopped) {
      try {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        consumer.poll(Duration.ofMillis(50)).forEach(records::add);
        LockSupport.parkNanos(pause.getAndSet(Duration.ZERO).toNanos());
        if (!records.isEmpty()) {
          inboxBatches.accept(inbox, records).block(Duration.ofSeconds(60));
        }
      } catch (RuntimeException failed) {
        failures.add(failed);
        assignment.seekToStoredOffsets(consumer, consumer.assignment()); // the same records again
      }
    }
    consumer.close();
  }

  private final class Placing implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      assignment.onPartitionsAssigned("loop", consumer, partitions, false);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      assignment.onPartitionsRevokedAfterCommit("loop", consumer, partitions);
    }
  }

  @Override
  public void close() {
    stopped = true;
    thread.shutdown();
    try {
      running.get(90, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
