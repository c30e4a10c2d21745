package florin.journal.inbox.consumer;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The lag of the assigned partitions at the last poll of their consumers; read from any thread. */
final class PartitionLags {

  private final Map<TopicPartition, Long> known = new ConcurrentHashMap<>();

  /** Called on the consumer's own thread: a Kafka consumer is not for sharing. */
  void update(Consumer<?, ?> consumer) {
    for (TopicPartition partition : consumer.assignment()) {
      OptionalLong lag = consumer.currentLag(partition);
      lag.ifPresent(records -> known.put(partition, records));
    }
  }

  void forget(Iterable<TopicPartition> partitions) {
    partitions.forEach(known::remove);
  }

  long of(String topic) {
    return known.entrySet().stream()
        .filter(entry -> entry.getKey().topic().equals(topic))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
