package florin.journal.inbox.consumer;

import florin.journal.inbox.InboxOffsets;
import florin.journal.kafka.KafkaAdmin;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;
import org.springframework.context.ApplicationListener;
import org.springframework.kafka.event.ListenerContainerPartitionIdleEvent;

/**
 * Seeks every assigned partition to the offset stored in PostgreSQL; the offset stored in Kafka is
 * ignored. The second place that blocks: the consumer's own thread, inside its rebalance callback.
 *
 * <p>A partition that cannot be placed is stopped, never read from anywhere else: the container
 * ignores exceptions of a rebalance callback and would continue from Kafka's own offset. Stopped
 * partitions are tried again as long as they are assigned.
 */
public final class InboxAssignment
    implements KafkaBindingRebalanceListener,
        ApplicationListener<ListenerContainerPartitionIdleEvent> {

  private static final Logger log = LoggerFactory.getLogger(InboxAssignment.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final InboxBatches inboxBatches;
  private final KafkaAdmin kafkaAdmin;

  public InboxAssignment(InboxBatches inboxBatches, KafkaAdmin kafkaAdmin) {
    this.inboxBatches = inboxBatches;
    this.kafkaAdmin = kafkaAdmin;
  }

  @Override
  public void onPartitionsAssigned(
      String bindingName,
      Consumer<?, ?> consumer,
      Collection<TopicPartition> partitions,
      boolean initial) {
    seekToStoredOffsets(consumer, partitions);
  }

  @Override
  public void onPartitionsRevokedAfterCommit(
      String bindingName, Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    inboxBatches.lags().forget(partitions);
    inboxBatches.stops().resume(partitions);
  }

  /** A stopped partition is always idle; the container reports it on the consumer's thread. */
  @Override
  public void onApplicationEvent(ListenerContainerPartitionIdleEvent idle) {
    TopicPartition partition = idle.getTopicPartition();
    if (inboxBatches.stops().isPaused(partition.topic(), partition.partition())) {
      seekToStoredOffsets(idle.getConsumer(), Set.of(partition));
    }
  }

  /** Seeks to where Postgres stands, or stops; never throws. On the consumer's thread. */
  public void seekToStoredOffsets(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    partitions.stream()
        .collect(
            Collectors.groupingBy(
                TopicPartition::topic,
                Collectors.mapping(TopicPartition::partition, Collectors.toSet())))
        .forEach((topic, numbers) -> seekToStoredOffsets(consumer, topic, numbers));
  }

  private void seekToStoredOffsets(Consumer<?, ?> consumer, String topic, Set<Integer> numbers) {
    Set<TopicPartition> partitions =
        numbers.stream()
            .map(number -> new TopicPartition(topic, number))
            .collect(Collectors.toSet());
    try {
      seek(consumer, topic, partitions, numbers);
    } catch (RuntimeException failed) {
      String why = "not placed: " + failed.getClass().getSimpleName() + ": " + failed.getMessage();
      partitions.forEach(
          partition ->
              pausePartition(
                  consumer,
                  partition,
                  new PausedPartitions.PauseReason(partition + ": " + why, OptionalLong.empty())));
    }
  }

  private void seek(
      Consumer<?, ?> consumer, String topic, Set<TopicPartition> partitions, Set<Integer> numbers) {
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, PATIENCE);
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions, PATIENCE);
    String topicId = topicId(topic);
    Map<Integer, InboxOffsets.StoredOffset> places =
        Objects.requireNonNull(
            inboxBatches.storedOffsets(topic, numbers).block(PATIENCE), "stored offsets");
    for (TopicPartition partition : partitions) {
      InboxOffsets.StoredOffset storedOffset = places.get(partition.partition());
      long beginning = Objects.requireNonNull(first.get(partition));
      if (storedOffset != null
          && storedOffset.topicId().equals(topicId)
          && storedOffset.nextOffset() < beginning) {
        pausePartition(
            consumer,
            partition,
            new PausedPartitions.PauseReason(
                describeExpired(partition, storedOffset, beginning), OptionalLong.of(beginning)));
      } else {
        long start =
            startOffset(
                partition,
                storedOffset,
                topicId,
                beginning,
                Objects.requireNonNull(end.get(partition)));
        inboxBatches.storeOffset(topic, partition.partition(), topicId, start).block(PATIENCE);
        consumer.seek(partition, start);
        consumer.resume(Set.of(partition));
        inboxBatches.stops().resume(Set.of(partition));
      }
    }
  }

  private static long startOffset(
      TopicPartition partition,
      InboxOffsets.@Nullable StoredOffset storedOffset,
      String topicId,
      long first,
      long end) {
    if (storedOffset == null) {
      return first;
    }
    if (!storedOffset.topicId().equals(topicId) || storedOffset.nextOffset() > end) {
      log.warn(
          "{}: Kafka lost what was read before; from the beginning, position {} decides",
          partition,
          storedOffset.position());
      return first;
    }
    return storedOffset.nextOffset();
  }

  private static String describeExpired(
      TopicPartition partition, InboxOffsets.StoredOffset storedOffset, long first) {
    return partition
        + ": records up to offset "
        + first
        + " are gone, read so far: "
        + storedOffset.nextOffset()
        + " (expected: to be read within the topic's retention; ask the owning service to send"
        + " again what came after position "
        + storedOffset.position()
        + ")";
  }

  /** The position is of no meaning, but without one the container would end this consumer. */
  private void pausePartition(
      Consumer<?, ?> consumer, TopicPartition partition, PausedPartitions.PauseReason pauseReason) {
    if (inboxBatches.stops().pause(partition, pauseReason)) {
      log.error("stopped reading {}", pauseReason.reason());
    }
    consumer.seek(partition, 0);
    consumer.pause(Set.of(partition));
  }

  private String topicId(String topic) {
    return kafkaAdmin.ask(
        "topic " + topic,
        admin ->
            Objects.requireNonNull(
                    KafkaAdmin.answer(admin.describeTopics(Set.of(topic)).allTopicNames())
                        .get(topic))
                .topicId()
                .toString());
  }
}
