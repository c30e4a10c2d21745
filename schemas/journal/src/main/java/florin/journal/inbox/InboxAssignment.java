package florin.journal.inbox;

import florin.journal.relay.Broker;
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
 * Seeks every assigned partition to the offset that Postgres has, whatever Kafka remembers. The
 * second place that blocks: the consumer's own thread, inside its rebalance callback.
 *
 * <p>A partition that cannot be placed is stopped, never read from anywhere else: the container
 * forgets what a rebalance callback throws and would go on from Kafka's own offset. Stopped
 * partitions are tried again as long as they are assigned.
 */
public final class InboxAssignment
    implements KafkaBindingRebalanceListener,
        ApplicationListener<ListenerContainerPartitionIdleEvent> {

  private static final Logger log = LoggerFactory.getLogger(InboxAssignment.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Intake intake;
  private final Broker broker;

  public InboxAssignment(Intake intake, Broker broker) {
    this.intake = intake;
    this.broker = broker;
  }

  @Override
  public void onPartitionsAssigned(
      String bindingName,
      Consumer<?, ?> consumer,
      Collection<TopicPartition> partitions,
      boolean initial) {
    place(consumer, partitions);
  }

  @Override
  public void onPartitionsRevokedAfterCommit(
      String bindingName, Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    intake.lags().forget(partitions);
    intake.stops().lift(partitions);
  }

  /** A stopped partition is idle by nature; the container says so on the consumer's thread. */
  @Override
  public void onApplicationEvent(ListenerContainerPartitionIdleEvent idle) {
    TopicPartition partition = idle.getTopicPartition();
    if (intake.stops().contains(partition.topic(), partition.partition())) {
      place(idle.getConsumer(), Set.of(partition));
    }
  }

  /** Seeks to where Postgres stands, or stops; never throws. On the consumer's thread. */
  void place(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    partitions.stream()
        .collect(
            Collectors.groupingBy(
                TopicPartition::topic,
                Collectors.mapping(TopicPartition::partition, Collectors.toSet())))
        .forEach((topic, numbers) -> place(consumer, topic, numbers));
  }

  private void place(Consumer<?, ?> consumer, String topic, Set<Integer> numbers) {
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
              stop(
                  consumer,
                  partition,
                  new Stops.Stop(partition + ": " + why, OptionalLong.empty())));
    }
  }

  private void seek(
      Consumer<?, ?> consumer, String topic, Set<TopicPartition> partitions, Set<Integer> numbers) {
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, PATIENCE);
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions, PATIENCE);
    String topicId = topicId(topic);
    Map<Integer, Offsets.Place> places =
        Objects.requireNonNull(intake.places(topic, numbers).block(PATIENCE), "stored offsets");
    for (TopicPartition partition : partitions) {
      Offsets.Place place = places.get(partition.partition());
      long beginning = Objects.requireNonNull(first.get(partition));
      if (place != null && place.topicId().equals(topicId) && place.nextOffset() < beginning) {
        stop(
            consumer,
            partition,
            new Stops.Stop(expired(partition, place, beginning), OptionalLong.of(beginning)));
      } else {
        long start =
            start(partition, place, topicId, beginning, Objects.requireNonNull(end.get(partition)));
        intake.place(topic, partition.partition(), topicId, start).block(PATIENCE);
        consumer.seek(partition, start);
        consumer.resume(Set.of(partition));
        intake.stops().lift(Set.of(partition));
      }
    }
  }

  private static long start(
      TopicPartition partition,
      Offsets.@Nullable Place place,
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
    return place.nextOffset();
  }

  private static String expired(TopicPartition partition, Offsets.Place place, long first) {
    return partition
        + ": records up to offset "
        + first
        + " are gone, read so far: "
        + place.nextOffset()
        + " (expected: to be read within the topic's retention; ask the owning service to send"
        + " again what came after position "
        + place.position()
        + ")";
  }

  /** The position is of no meaning, but without one the container would end this consumer. */
  private void stop(Consumer<?, ?> consumer, TopicPartition partition, Stops.Stop stop) {
    if (intake.stops().stop(partition, stop)) {
      log.error("stopped reading {}", stop.reason());
    }
    consumer.seek(partition, 0);
    consumer.pause(Set.of(partition));
  }

  private String topicId(String topic) {
    return broker.ask(
        "topic " + topic,
        admin ->
            Objects.requireNonNull(
                    Broker.answer(admin.describeTopics(Set.of(topic)).allTopicNames()).get(topic))
                .topicId()
                .toString());
  }
}
