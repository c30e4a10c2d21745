package florin.journal.replay;

import florin.journal.kafka.SchemaTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads some partitions of a topic from given offsets, in no consumer group. Each poll is made on a
 * thread that may block; polls follow each other and never overlap.
 */
final class PartitionReader {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int BATCH = 500;

  private final Consumer<byte[], byte[]> consumer;

  private final SchemaTopic schemas;

  private PartitionReader(Consumer<byte[], byte[]> consumer, SchemaTopic schemas) {
    this.consumer = consumer;
    this.schemas = schemas;
  }

  /** Opens a consumer, reads with the function, and closes it. */
  static <T> Mono<T> reading(
      String bootstrap,
      String topic,
      Map<Integer, Long> from,
      Function<PartitionReader, Mono<T>> work) {
    return Mono.usingWhen(
        Mono.fromCallable(() -> open(bootstrap, topic, from))
            .subscribeOn(Schedulers.boundedElastic()),
        work,
        partitionReader ->
            Mono.<Void>fromRunnable(partitionReader.consumer::close)
                .subscribeOn(Schedulers.boundedElastic()));
  }

  private static PartitionReader open(String bootstrap, String topic, Map<Integer, Long> from) {
    Consumer<byte[], byte[]> consumer = consumer(bootstrap);
    Map<TopicPartition, Long> offsets = new HashMap<>();
    from.forEach((partition, offset) -> offsets.put(new TopicPartition(topic, partition), offset));
    consumer.assign(offsets.keySet());
    offsets.forEach(consumer::seek);
    return new PartitionReader(consumer, new SchemaTopic(bootstrap));
  }

  private static Consumer<byte[], byte[]> consumer(String bootstrap) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            BATCH,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /** The records that arrive within a short time; empty if there are none. */
  Mono<List<ConsumerRecord<byte[], byte[]>>> poll() {
    return poll(Set.of());
  }

  /** The same without some partitions, which keep their place. */
  Mono<List<ConsumerRecord<byte[], byte[]>>> poll(Set<Integer> without) {
    return Mono.fromCallable(
            () -> {
              List<TopicPartition> paused =
                  consumer.assignment().stream()
                      .filter(partition -> without.contains(partition.partition()))
                      .toList();
              consumer.resume(consumer.paused());
              consumer.pause(paused);
              List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
              consumer.poll(POLL).forEach(records::add);
              schemas.learnFor(records);
              return records;
            })
        .subscribeOn(Schedulers.boundedElastic());
  }

  /** The current end offsets of the partitions of a topic. */
  static Mono<Map<Integer, Long>> ends(String bootstrap, String topic, int partitions) {
    return Mono.fromCallable(
            () -> {
              try (Consumer<byte[], byte[]> consumer = consumer(bootstrap)) {
                List<TopicPartition> all = new ArrayList<>();
                for (int partition = 0; partition < partitions; partition++) {
                  all.add(new TopicPartition(topic, partition));
                }
                Map<Integer, Long> ends = new TreeMap<>();
                consumer
                    .endOffsets(all)
                    .forEach((partition, end) -> ends.put(partition.partition(), end));
                return ends;
              }
            })
        .subscribeOn(Schedulers.boundedElastic());
  }
}
