package florin.journal.inbox.consumer;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Partitions that are not read on, and why; set at an assignment, read from any thread. */
final class PausedPartitions {

  /**
   * @param first the first offset that Kafka still has, if older ones are gone unread
   */
  record PauseReason(String reason, OptionalLong first) {}

  private final Map<TopicPartition, PauseReason> stops = new ConcurrentHashMap<>();

  /** True if it was not stopped before. */
  boolean pause(TopicPartition partition, PauseReason pauseReason) {
    return stops.put(partition, pauseReason) == null;
  }

  void resume(Iterable<TopicPartition> partitions) {
    partitions.forEach(stops::remove);
  }

  boolean isPaused(String topic, int partition) {
    return stops.containsKey(new TopicPartition(topic, partition));
  }

  /** The reason why a topic is paused in one of its partitions, if it is. */
  Optional<String> reason(String topic) {
    return stops.entrySet().stream()
        .filter(entry -> entry.getKey().topic().equals(topic))
        .map(entry -> entry.getValue().reason())
        .sorted()
        .findFirst();
  }

  /** Per partition of a topic the first offset that is left of it. */
  Map<Integer, Long> firstAvailableOffsets(String topic) {
    return stops.entrySet().stream()
        .filter(entry -> entry.getKey().topic().equals(topic))
        .filter(entry -> entry.getValue().first().isPresent())
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().partition(),
                entry -> entry.getValue().first().getAsLong()));
  }
}
