package florin.journal.inbox;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;

/**
 * Seeks every assigned partition to the offset that Postgres has, whatever Kafka remembers. The
 * second place that blocks: the consumer's own thread, inside its rebalance callback.
 */
public final class InboxAssignment implements KafkaBindingRebalanceListener {

  private static final Logger log = LoggerFactory.getLogger(InboxAssignment.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Intake intake;
  private final String bootstrap;

  public InboxAssignment(Intake intake, String bootstrap) {
    this.intake = intake;
    this.bootstrap = bootstrap;
  }

  @Override
  public void onPartitionsAssigned(
      String bindingName,
      Consumer<?, ?> consumer,
      Collection<TopicPartition> partitions,
      boolean initial) {
    Map<String, Set<Integer>> byTopic =
        partitions.stream()
            .collect(
                Collectors.groupingBy(
                    TopicPartition::topic,
                    Collectors.mapping(TopicPartition::partition, Collectors.toSet())));
    byTopic.forEach((topic, numbers) -> seek(consumer, topic, numbers));
  }

  @Override
  public void onPartitionsRevokedAfterCommit(
      String bindingName, Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    intake.lags().forget(partitions);
  }

  private void seek(Consumer<?, ?> consumer, String topic, Set<Integer> numbers) {
    Set<TopicPartition> partitions =
        numbers.stream()
            .map(number -> new TopicPartition(topic, number))
            .collect(Collectors.toSet());
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, PATIENCE);
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions, PATIENCE);
    String topicId = topicId(topic);
    Map<Integer, Offsets.Place> places =
        Objects.requireNonNull(intake.places(topic, numbers).block(PATIENCE), "stored offsets");
    for (TopicPartition partition : partitions) {
      long start =
          start(
              partition,
              places.get(partition.partition()),
              topicId,
              Objects.requireNonNull(first.get(partition)),
              Objects.requireNonNull(end.get(partition)));
      intake.place(topic, partition.partition(), topicId, start).block(PATIENCE);
      consumer.seek(partition, start);
    }
  }

  private static long start(
      TopicPartition partition,
      Offsets.@org.jspecify.annotations.Nullable Place place,
      String topicId,
      long first,
      long end) {
    if (place == null) {
      return first;
    }
    if (!place.topicId().equals(topicId) || place.nextOffset() > end) {
      log.warn(
          "{}: Kafka lost what was read before; from the beginning, position {} decides",
          partition,
          place.position());
      return first;
    }
    if (place.nextOffset() < first) {
      throw new IllegalStateException(
          partition
              + ": records up to offset "
              + first
              + " are gone, read so far: "
              + place.nextOffset()
              + " (expected: to be read within the topic's retention; ask the owning service for a"
              + " replay)");
    }
    return place.nextOffset();
  }

  private String topicId(String topic) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      return Objects.requireNonNull(
              admin
                  .describeTopics(Set.of(topic))
                  .allTopicNames()
                  .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                  .get(topic))
          .topicId()
          .toString();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking for " + topic, interrupted);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IllegalStateException("Kafka does not tell about topic " + topic, failed);
    }
  }
}
