package florin.journal.inbox;

import florin.events.Topic;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.SmartLifecycle;

/**
 * Gives the group some committed offset for every partition before the first consumer starts. The
 * listener container asks for the position of a new partition before our seek runs, and without a
 * reset policy that question fails; which offset it finds does not matter.
 */
public final class GroupOffsets implements SmartLifecycle {

  private static final int PATIENCE_SECONDS = 60;

  private final String bootstrap;
  private final String group;
  private final Collection<Topic> topics;
  private volatile boolean running;

  public GroupOffsets(String bootstrap, String group, Collection<Topic> topics) {
    this.bootstrap = bootstrap;
    this.group = group;
    this.topics = topics;
  }

  @Override
  public void start() {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      Set<TopicPartition> missing = missing(admin);
      if (!missing.isEmpty()) {
        Map<TopicPartition, OffsetAndMetadata> first =
            earliest(admin, missing).entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new OffsetAndMetadata(entry.getValue().offset())));
        admin.alterConsumerGroupOffsets(group, first).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while preparing group " + group, interrupted);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IllegalStateException(
          "Kafka at " + bootstrap + " did not prepare group " + group, failed);
    }
    running = true;
  }

  private Set<TopicPartition> missing(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return topics.stream()
        .flatMap(
            topic ->
                IntStream.range(0, topic.partitions())
                    .mapToObj(number -> new TopicPartition(topic.topicName(), number)))
        .filter(partition -> committed.get(partition) == null)
        .collect(Collectors.toSet());
  }

  private static Map<TopicPartition, ListOffsetsResultInfo> earliest(
      Admin admin, Set<TopicPartition> partitions)
      throws InterruptedException, ExecutionException, TimeoutException {
    return admin
        .listOffsets(
            partitions.stream().collect(Collectors.toMap(p -> p, _ -> OffsetSpec.earliest())))
        .all()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
