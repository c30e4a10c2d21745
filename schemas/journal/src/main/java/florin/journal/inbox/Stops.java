package florin.journal.inbox;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Partitions that are not read on, and why; set at an assignment, read from any thread. */
final class Stops {

  /**
   * @param first the first offset that Kafka still has, if older ones are gone unread
   */
  record Stop(String reason, OptionalLong first) {}

  private final Map<TopicPartition, Stop> stops = new ConcurrentHashMap<>();

  /** True if it was not stopped before. */
  boolean stop(TopicPartition partition, Stop stop) {
    return stops.put(partition, stop) == null;
  }

  void lift(Iterable<TopicPartition> partitions) {
    partitions.forEach(stops::remove);
  }

  boolean contains(String topic, int partition) {
    return stops.containsKey(new TopicPartition(topic, partition));
  }

  /** Why a topic is not read on, if it is so in one of its partitions. */
  Optional<String> of(String topic) {
    return stops.entrySet().stream()
        .filter(entry -> entry.getKey().topic().equals(topic))
        .map(entry -> entry.getValue().reason())
        .sorted()
        .findFirst();
  }

  /** Per partition of a topic the first offset that is left of it. */
  Map<Integer, Long> expired(String topic) {
    return stops.entrySet().stream()
        .filter(entry -> entry.getKey().topic().equals(topic))
        .filter(entry -> entry.getValue().first().isPresent())
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().partition(),
                entry -> entry.getValue().first().getAsLong()));
  }
}
