package florin.bench.environment;

import florin.events.Topic;
import florin.journal.relay.Relay;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.SpringApplication;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.cloud.stream.binding.BindingsLifecycleController.State;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.event.ConsumerPausedEvent;
import org.springframework.kafka.event.ConsumerResumedEvent;

/**
 * A running transactions-service in this JVM, whose consumer can be held still while its topic
 * fills.
 */
public final class RunningTransactions implements AutoCloseable {

  private static final String APPLICATION = "florin.transactions.TransactionsApplication";
  private static final String BINDING = "providerSyncEvents-in-0";
  private static final String READ =
      "select coalesce(sum(next_offset), 0)::bigint from journal.inbox_offset where topic = '"
          + Topic.PROVIDER_SYNC_EVENTS.topicName()
          + "'";
  private static final String PARTITIONS = "select count(*) from journal.inbox_offset";
  public static final String RELAYED =
      """
      select coalesce(max(position), 0) - (select position from journal.checkpoint) from journal.event
      """;

  private final ServiceDatabase serviceDatabase;
  private final boolean relaying;
  private final ConfigurableApplicationContext context;
  private final AtomicLong pausedAt = new AtomicLong();
  private final AtomicLong resumedAt = new AtomicLong();
  private long standing;

  public RunningTransactions(ServiceDatabase serviceDatabase, boolean relaying) {
    this.serviceDatabase = serviceDatabase;
    this.relaying = relaying;
    SpringApplication application = new SpringApplication(type());
    Map<String, Object> settings = new HashMap<>(serviceDatabase.settings());
    settings.put("server.port", 0);
    settings.put("logging.level.root", "warn");
    application.setDefaultProperties(settings);
    application.addListeners(new Pauses(), new Resumptions());
    context = application.run();
    if (!relaying) {
      context.getBean(Relay.class).stop();
    }
    // Of both inboxes: while the second consumer joins, the first one's pause may be lost.
    serviceDatabase.await(
        PARTITIONS, Topic.PROVIDER_SYNC_EVENTS.partitions() + Topic.ACCOUNTS_EVENTS.partitions());
  }

  public static Class<?> type() {
    try {
      return Class.forName(APPLICATION);
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** When the consumer stands still, between two polls. */
  private final class Pauses implements ApplicationListener<ConsumerPausedEvent> {
    @Override
    public void onApplicationEvent(ConsumerPausedEvent event) {
      if (event.getPartitions().stream().anyMatch(RunningTransactions::isProviderSyncs)) {
        pausedAt.set(System.nanoTime());
      }
    }
  }

  /** When it is about to poll again. */
  private final class Resumptions implements ApplicationListener<ConsumerResumedEvent> {
    @Override
    public void onApplicationEvent(ConsumerResumedEvent event) {
      if (event.getPartitions().stream().anyMatch(RunningTransactions::isProviderSyncs)) {
        resumedAt.set(System.nanoTime());
      }
    }
  }

  private static boolean isProviderSyncs(org.apache.kafka.common.TopicPartition partition) {
    return partition.topic().equals(Topic.PROVIDER_SYNC_EVENTS.topicName());
  }

  /** Waits until everything up to there was read; the next offsets of its topic, added up. */
  public void read(long end) {
    serviceDatabase.await(READ, end);
  }

  /** Holds the consumer still, with everything done that earlier feeds brought. */
  public void pause() {
    pausedAt.set(0);
    context.getBean(BindingsLifecycleController.class).changeState(BINDING, State.PAUSED);
    Await.until("the consumer to pause", () -> pausedAt.get() != 0);
    standing = serviceDatabase.number(READ);
    if (relaying) {
      serviceDatabase.await(RELAYED, 0);
    }
  }

  /**
   * Lets the consumer go.
   *
   * @param end the next offsets of its topic, added up
   * @return nanoseconds from before its first poll to after the commit of its last batch
   * @throws IllegalStateException if it did not stand still until now
   */
  public long run(long end) {
    if (serviceDatabase.number(READ) != standing) {
      throw new IllegalStateException(
          "read up to "
              + serviceDatabase.number(READ)
              + " (expected: "
              + standing
              + ", while paused)");
    }
    resumedAt.set(0);
    context.getBean(BindingsLifecycleController.class).changeState(BINDING, State.RESUMED);
    read(end);
    long now = System.nanoTime();
    if (resumedAt.get() == 0) {
      throw new IllegalStateException("nothing told that the consumer went on");
    }
    return now - resumedAt.get();
  }

  @Override
  public void close() {
    context.close();
  }
}
