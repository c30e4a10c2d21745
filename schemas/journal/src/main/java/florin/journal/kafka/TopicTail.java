package florin.journal.kafka;

import florin.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads ranges of a topic's partitions, in no consumer group. Blocks; for one thread at a time. */
public final class TopicTail implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Topic topic;
  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> beginnings;
  private final Map<TopicPartition, Long> ends;

  /** The first and last offsets of the partitions are read once, here. */
  public TopicTail(String bootstrap, Topic topic) {
    this.topic = topic;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                10, // a waiting fetch at one partition's end would delay the next partition
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        IntStream.range(0, topic.partitions()).mapToObj(this::partition).toList();
    this.beginnings = consumer.beginningOffsets(partitions);
    this.ends = consumer.endOffsets(partitions);
  }

  private TopicPartition partition(int number) {
    return new TopicPartition(topic.topicName(), number);
  }

  public long beginning(int partition) {
    return beginnings.getOrDefault(partition(partition), 0L);
  }

  public long end(int partition) {
    return ends.getOrDefault(partition(partition), 0L);
  }

  /** The last records of every partition, partition by partition in order. */
  public List<ConsumerRecord<byte[], byte[]>> last(int count) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int partition = 0; partition < topic.partitions(); partition++) {
      records.addAll(before(partition, end(partition), count));
    }
    return records;
  }

  /** At most {@code count} records of a partition that end before an offset, in order. */
  public List<ConsumerRecord<byte[], byte[]>> before(int partition, long offset, int count) {
    long from = Math.max(beginning(partition), offset - count);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    if (from >= offset) {
      return records;
    }
    TopicPartition read = partition(partition);
    consumer.assign(List.of(read));
    consumer.seek(read, from);
    Instant deadline = Instant.now().plus(PATIENCE);
    while (consumer.position(read) < offset) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            read + ": read to " + consumer.position(read) + " (expected: " + offset + ")");
      }
      consumer.poll(POLL).records(read).stream()
          .filter(record -> record.offset() < offset)
          .forEach(records::add);
    }
    return records;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
