package florin.journal.sample;

import florin.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything a topic holds, partition by partition. */
public record TopicLog(List<Entry> entries) {

  /** A record's place and the headers that tests look at. */
  public record Entry(
      int partition, long offset, UUID event, UUID user, long position, long previous) {

    private static Entry of(ConsumerRecord<byte[], byte[]> sent) {
      return new Entry(
          sent.partition(),
          sent.offset(),
          UUID.fromString(header(sent, "event-id")),
          UUID.fromString(header(sent, "user-id")),
          Long.parseLong(header(sent, "position")),
          Long.parseLong(header(sent, "previous")));
    }
  }

  public static TopicLog of(String bootstrap, Topic topic) {
    return new TopicLog(
        records(bootstrap, topic).stream()
            .filter(record -> record.headers().lastHeader("event-id") != null) // no heartbeat
            .map(Entry::of)
            .toList());
  }

  /** The raw records that were there when it was asked. */
  public static List<ConsumerRecord<byte[], byte[]>> records(String bootstrap, Topic topic) {
    List<TopicPartition> partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(number -> new TopicPartition(topic.topicName(), number))
            .toList();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < end.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
