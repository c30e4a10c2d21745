package florin.providersync;

import florin.events.AvroEvents;
import florin.events.Topic;
import florin.events.providersync.AccountsObserved;
import florin.events.providersync.ObservedAccount;
import florin.events.providersync.ObservedTransaction;
import florin.events.providersync.SyncCompleted;
import florin.events.providersync.TransactionsObserved;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a consumer of the topic knows about a user, in order. */
final class PublishedFacts {

  final List<SpecificRecord> events = new ArrayList<>();
  final Map<String, ObservedTransaction> transactions = new TreeMap<>();
  final Map<String, ObservedAccount> accounts = new LinkedHashMap<>();

  /** Positions at which added came after modified, or modified after removed, within one run. */
  final List<String> disorder = new ArrayList<>();

  /** External ids that were added though they were there. */
  final List<String> saidTwice = new ArrayList<>();

  private final Map<UUID, Integer> phases = new LinkedHashMap<>();
  private final List<byte[]> raw = new ArrayList<>();
  private long lastPosition;

  static PublishedFacts read(String bootstrap, UUID user) {
    PublishedFacts publishedFacts = new PublishedFacts();
    String topic = Topic.PROVIDER_SYNC_EVENTS.topicName();
    List<TopicPartition> partitions =
        IntStream.range(0, Topic.PROVIDER_SYNC_EVENTS.partitions())
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .toList();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> publishedFacts.take(record, user));
      }
    }
    return publishedFacts;
  }

  long lastPosition() {
    return lastPosition;
  }

  boolean contain(String text) {
    return raw.stream()
        .anyMatch(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).contains(text));
  }

  <T extends SpecificRecord> List<T> of(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  List<SyncCompleted> completed() {
    return of(SyncCompleted.class);
  }

  private void take(ConsumerRecord<byte[], byte[]> record, UUID user) {
    if (record.headers().lastHeader("user-id") == null) {
      return; // a heartbeat
    }
    raw.add(record.value());
    if (!header(record, "user-id").equals(user.toString())) {
      return;
    }
    long position = Long.parseLong(header(record, "position"));
    if (position <= lastPosition) {
      return; // sent again
    }
    lastPosition = position;
    SpecificRecord event = AvroEvents.unframe(record.value());
    events.add(event);
    switch (event) {
      case AccountsObserved e ->
          e.getAccounts().forEach(account -> accounts.put(account.getExternalId(), account));
      case TransactionsObserved e -> take(e);
      default -> {
        // about connections and runs
      }
    }
  }

  private void take(TransactionsObserved event) {
    phase(event, 0, event.getAdded().size());
    phase(event, 1, event.getModified().size());
    phase(event, 2, event.getRemoved().size());
    for (ObservedTransaction one : event.getAdded()) {
      if (transactions.put(one.getExternalId(), one) != null) {
        saidTwice.add(one.getExternalId());
      }
    }
    for (ObservedTransaction one : event.getModified()) {
      if (one.getFormer() != null) {
        transactions.remove(one.getFormer().getExternalId());
      }
      transactions.put(one.getExternalId(), one);
    }
    event.getRemoved().forEach(one -> transactions.remove(one.getExternalId()));
  }

  private void phase(TransactionsObserved event, int phase, int entries) {
    if (entries > 0 && phases.merge(event.getRun(), phase, Math::max) > phase) {
      disorder.add(event.getRun() + "/" + event.getIndex());
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
