package florin.journal.inbox.consumer;

import florin.events.Topic;
import florin.journal.kafka.KafkaAdmin;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.kafka.event.ConcurrentContainerStoppedEvent;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.kafka.event.KafkaEvent;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Gives the group some committed offset for every partition before the first consumer starts. The
 * listener container reads the position of a new partition before our seek runs, and without a
 * reset policy this read ends it; which offset it finds does not matter. A topic that is deleted
 * takes the group's offsets with it: then the container starts again with new ones.
 */
public final class GroupOffsets implements SmartLifecycle, ApplicationListener<KafkaEvent> {

  private static final Logger log = LoggerFactory.getLogger(GroupOffsets.class);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final RetryTemplate UNTIL_IT_WORKS =
      new RetryTemplate(
          RetryPolicy.builder().maxRetries(Long.MAX_VALUE).delay(Duration.ofSeconds(1)).build());

  private final KafkaAdmin kafkaAdmin;
  private final String group;
  private final Collection<Topic> topics;
  private final Set<MessageListenerContainer> lost = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  public GroupOffsets(KafkaAdmin kafkaAdmin, String group, Collection<Topic> topics) {
    this.kafkaAdmin = kafkaAdmin;
    this.group = group;
    this.topics = topics;
  }

  @Override
  public void start() {
    commitMissingOffsets();
    running = true;
  }

  private void commitMissingOffsets() {
    Set<TopicPartition> missing =
        kafkaAdmin.ask("offsets of group " + group, this::partitionsWithoutOffset);
    if (missing.isEmpty()) {
      return;
    }
    try (Consumer<byte[], byte[]> member = kafkaAdmin.member(group)) {
      member.subscribe(
          missing.stream().map(TopicPartition::topic).collect(Collectors.toSet()),
          new CommitFirst(member));
      Instant patience = Instant.now().plus(PATIENCE);
      while (!missing.isEmpty() && Instant.now().isBefore(patience)) {
        member.poll(Duration.ofMillis(100));
        missing = kafkaAdmin.ask("offsets of group " + group, this::partitionsWithoutOffset);
      }
    }
    if (!missing.isEmpty()) {
      log.warn("group {} has no offset yet of {}: another member reads them", group, missing);
    }
  }

  /**
   * Joins the group for a moment: Kafka accepts offsets of a group with members from members only.
   */
  private static final class CommitFirst implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> member;

    CommitFirst(Consumer<byte[], byte[]> member) {
      this.member = member;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      Set<TopicPartition> assigned = Set.copyOf(partitions);
      member.pause(assigned);
      assigned.forEach(partition -> member.seek(partition, 0));
      Map<TopicPartition, OffsetAndMetadata> known = member.committed(assigned);
      member.commitSync(
          member.beginningOffsets(assigned).entrySet().stream()
              .filter(entry -> known.get(entry.getKey()) == null)
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue()))));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // nothing was read
    }
  }

  @Override
  public void onApplicationEvent(KafkaEvent event) {
    switch (event) {
      case ConsumerStoppedEvent stopped
          when stopped.getReason() == ConsumerStoppedEvent.Reason.NO_OFFSET ->
          lost.add(stopped.getContainer(MessageListenerContainer.class));
      case ConcurrentContainerStoppedEvent stopped ->
          restartAfterFailure(stopped.getSource(MessageListenerContainer.class));
      default -> {}
    }
  }

  /**
   * One consumer without an offset ends all of its container, and the container's own reason is
   * that of whichever ended first.
   */
  private void restartAfterFailure(MessageListenerContainer container) {
    if (lost.remove(container) && running) {
      log.warn("group {} lost its offsets, reading starts again", group);
      Thread.ofVirtual().name("inbox-again").start(() -> restartContainer(container));
    }
  }

  private void restartContainer(MessageListenerContainer container) {
    try {
      UNTIL_IT_WORKS.execute(
          () -> {
            if (running) {
              commitMissingOffsets();
              container.start();
            }
            return running;
          });
    } catch (RetryException interrupted) {
      log.error("reading does not start again", interrupted);
    }
  }

  private Set<TopicPartition> partitionsWithoutOffset(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        KafkaAdmin.answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    return topics.stream()
        .flatMap(
            topic ->
                IntStream.range(0, topic.partitions())
                    .mapToObj(number -> new TopicPartition(topic.topicName(), number)))
        .filter(partition -> committed.get(partition) == null)
        .collect(Collectors.toSet());
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the topics are there, before the binder. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE + 1;
  }
}
