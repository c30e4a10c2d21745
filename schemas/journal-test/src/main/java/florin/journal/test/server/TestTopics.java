package florin.journal.test.server;

import florin.events.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Creates topics and sends records on one broker. The two clients are shared by all tests of a JVM
 * and run until it ends: a client of its own for each record would take most of a test's time.
 */
public final class TestTopics {

  private static final Map<String, TestTopics> BY_BOOTSTRAP = new ConcurrentHashMap<>();

  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  private TestTopics(String bootstrap) {
    admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "0"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public static TestTopics of(String bootstrap) {
    return BY_BOOTSTRAP.computeIfAbsent(bootstrap, TestTopics::new);
  }

  /** Sends the records in their order and returns when the broker has all of them. */
  public void send(List<ProducerRecord<byte[], byte[]>> records, Topic topic) {
    try {
      create(topic);
      List<Future<?>> sent = new ArrayList<>();
      for (ProducerRecord<byte[], byte[]> record : records) {
        sent.add(producer.send(record));
      }
      for (Future<?> one : sent) {
        one.get();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }

  /** Each time, because tests also delete topics. */
  private void create(Topic topic) throws InterruptedException, ExecutionException {
    try {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic.topicName(), topic.partitions(), (short) 1)
                      .configs(topic.settings())))
          .all()
          .get();
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof TopicExistsException)) {
        throw failed;
      }
    }
  }
}
