package florin.journal.kafka;

import florin.events.AvroEvents;
import florin.events.EventSchemas;
import florin.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The schemas of all builds in a compacted topic. A service publishes its own before it sends
 * events; a consumer that meets a fingerprint that its build does not have reads the schema there,
 * so that it can be older than the owner. Blocks, on threads of consumers only.
 */
public final class SchemaTopic implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(SchemaTopic.class);

  private static final Duration DELIVERY = Duration.ofSeconds(30);

  /** After the topics exist and before the relay. */
  private static final int PHASE = Integer.MIN_VALUE + 1;

  private static final int PAGE = 10_000;

  private final String bootstrap;
  private final Topic topic;
  private final Set<Long> published = new HashSet<>();
  private final Set<Long> absent = new HashSet<>();
  private long next;
  private volatile boolean running;

  public SchemaTopic(String bootstrap) {
    this(bootstrap, Topic.SCHEMAS);
  }

  public SchemaTopic(String bootstrap, Topic topic) {
    this.bootstrap = bootstrap;
    this.topic = topic;
  }

  /** Publishes the schemas that the topic does not have. */
  public synchronized void publish(Collection<Schema> schemas) {
    readOn();
    List<ProducerRecord<byte[], byte[]>> missing = new ArrayList<>();
    for (Schema schema : schemas) {
      long fingerprint = EventSchemas.fingerprint(schema);
      if (published.add(fingerprint)) {
        missing.add(
            new ProducerRecord<>(
                topic.topicName(),
                0,
                bytes(Long.toHexString(fingerprint)),
                bytes(schema.toString())));
      }
    }
    if (!missing.isEmpty()) {
      log.info("publishing {} schemas", missing.size());
      try (Producer<byte[], byte[]> producer = new KafkaProducers(bootstrap, DELIVERY).open()) {
        missing.forEach(producer::send);
        producer.flush();
      }
    }
  }

  /** Reads the topic if some of the records were written with a schema that is not known here. */
  public synchronized void learnFor(Collection<ConsumerRecord<byte[], byte[]>> records) {
    Set<Long> unknown = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      OptionalLong fingerprint =
          record.value() == null
              ? OptionalLong.empty()
              : AvroEvents.framedFingerprint(record.value());
      if (fingerprint.isPresent()
          && EventSchemas.shipped().find(fingerprint.getAsLong()).isEmpty()) {
        unknown.add(fingerprint.getAsLong());
      }
    }
    if (!absent.containsAll(unknown)) {
      readOn();
      unknown.removeIf(fingerprint -> EventSchemas.shipped().find(fingerprint).isPresent());
      absent.clear(); // bounded: only the last ones that were looked for in vain
      absent.addAll(unknown);
    }
  }

  private void readOn() {
    try (TopicTail tail = new TopicTail(bootstrap, topic)) {
      long end = tail.end(0);
      if (end < next) {
        next = 0; // another topic of the same name
      }
      while (next < end) {
        long upTo = Math.min(end, next + PAGE);
        tail.before(0, upTo, (int) (upTo - next)).forEach(this::learn);
        next = upTo;
      }
    }
  }

  private void learn(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      Schema schema = new Schema.Parser().parse(new String(record.value(), StandardCharsets.UTF_8));
      published.add(EventSchemas.fingerprint(schema));
      EventSchemas.shipped().learn(schema);
    } catch (SchemaParseException unreadable) {
      log.warn(
          "{}@{} is no schema: {}", topic.topicName(), record.offset(), unreadable.getMessage());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void start() {
    publish(Map.copyOf(EventSchemas.shipped().all()).values());
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
