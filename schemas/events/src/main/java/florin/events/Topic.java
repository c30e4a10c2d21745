package florin.events;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * The table of topics. A topic is a delivery window, never the truth: the journal of the owning
 * service is. Keys are user ids, so that a household stays in order; the partition count of a topic
 * that exists never changes.
 */
public enum Topic {
  ACCOUNTS_EVENTS("accounts.events", 6, Duration.ofDays(30)),
  TRANSACTIONS_EVENTS("transactions.events", 6, Duration.ofDays(30)),
  PROVIDER_SYNC_EVENTS("provider-sync.events", 6, Duration.ofDays(30)),
  PLANNING_EVENTS("planning.events", 6, Duration.ofDays(30)),
  ACCOUNTS_PARKED("accounts.parked", 1, Duration.ofDays(30)),
  TRANSACTIONS_PARKED("transactions.parked", 1, Duration.ofDays(30)),
  PROVIDER_SYNC_PARKED("provider-sync.parked", 1, Duration.ofDays(30)),
  PLANNING_PARKED("planning.parked", 1, Duration.ofDays(30));

  private static final Duration SEGMENT = Duration.ofDays(1);

  private final String topicName;
  private final int partitions;
  private final Duration retention;

  Topic(String topicName, int partitions, Duration retention) {
    this.topicName = topicName;
    this.partitions = partitions;
    this.retention = retention;
  }

  public String topicName() {
    return topicName;
  }

  public int partitions() {
    return partitions;
  }

  public Duration retention() {
    return retention;
  }

  /** Topic-level settings of Kafka; times in milliseconds. */
  public Map<String, String> settings() {
    return Map.of(
        "cleanup.policy", "delete",
        "retention.ms", Long.toString(retention.toMillis()),
        "segment.ms", Long.toString(SEGMENT.toMillis()),
        "max.message.bytes", Integer.toString(1024 * 1024));
  }

  public static Topic named(String name) {
    return Arrays.stream(values())
        .filter(topic -> topic.topicName.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("topic: '" + name + "' (expected: one of the table)"));
  }

  /** The topic a service's journal is relayed to. */
  public static Topic eventsOf(String service) {
    return named(service + ".events");
  }

  /** Where a service copies what it could not apply, for tooling. */
  public static Topic parkedOf(String service) {
    return named(service + ".parked");
  }
}
