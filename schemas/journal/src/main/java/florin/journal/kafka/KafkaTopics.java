package florin.journal.kafka;

import florin.events.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Makes the topics a service reads and writes, and refuses one with another partition count than
 * the table's.
 */
public final class KafkaTopics implements SmartLifecycle {

  /** A broker acknowledges a creation before its own metadata has the topic. */
  private static final RetryTemplate SOON =
      new RetryTemplate(
          RetryPolicy.builder().maxRetries(100).delay(Duration.ofMillis(100)).build());

  private final KafkaAdmin kafkaAdmin;
  private final short replication;
  private final Collection<Topic> needed;
  private volatile boolean running;

  public KafkaTopics(KafkaAdmin kafkaAdmin, short replication, Collection<Topic> needed) {
    this.kafkaAdmin = kafkaAdmin;
    this.replication = replication;
    this.needed = needed;
  }

  @Override
  public void start() {
    ensure();
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

  /** Before the relay and long before the binder looks for its topics. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }

  /**
   * Idempotent; waits for the broker up to a minute.
   *
   * @throws IllegalStateException if a topic has another number of partitions: keys would change
   *     their partition
   */
  void ensure() {
    Map<String, TopicDescription> found =
        kafkaAdmin.ask(
            "topics " + needed,
            admin -> {
              for (Topic topic : needed) {
                create(admin, topic);
              }
              return describe(admin);
            });
    needed.forEach(topic -> check(topic, Objects.requireNonNull(found.get(topic.topicName()))));
  }

  private Map<String, TopicDescription> describe(Admin admin) throws ExecutionException {
    try {
      return SOON.execute(
          () ->
              KafkaAdmin.answer(
                  admin
                      .describeTopics(needed.stream().map(Topic::topicName).toList())
                      .allTopicNames()));
    } catch (RetryException unknown) {
      throw new ExecutionException(unknown);
    }
  }

  private void create(Admin admin, Topic topic)
      throws InterruptedException, ExecutionException, TimeoutException {
    NewTopic wanted =
        new NewTopic(topic.topicName(), topic.partitions(), replication).configs(topic.settings());
    try {
      KafkaAdmin.answer(admin.createTopics(List.of(wanted)).all());
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof TopicExistsException)) {
        throw failed;
      }
    }
  }

  private static void check(Topic topic, TopicDescription found) {
    if (found.partitions().size() != topic.partitions()) {
      throw new IllegalStateException(
          "topic "
              + topic.topicName()
              + ": "
              + found.partitions().size()
              + " partitions (expected: "
              + topic.partitions()
              + ")");
    }
  }
}
