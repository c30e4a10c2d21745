package florin.events;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One topic; the constants are the table of topics. A topic is a delivery window, never the truth:
 * the journal of the owning service is. Keys are user ids, so that a household stays in order; the
 * partition count of a topic that exists never changes.
 *
 * @param topicName the name in Kafka
 * @param retention how long a record can be read
 */
public record Topic(String topicName, int partitions, Duration retention) {

  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SEGMENT = DAY;

  public static final Topic ACCOUNTS_EVENTS = new Topic("accounts.events", 6, MONTH);
  public static final Topic TRANSACTIONS_EVENTS = new Topic("transactions.events", 6, MONTH);
  public static final Topic PROVIDER_SYNC_EVENTS = new Topic("provider-sync.events", 6, MONTH);
  public static final Topic PLANNING_EVENTS = new Topic("planning.events", 6, MONTH);
  public static final Topic ACCOUNTS_PARKED = new Topic("accounts.parked", 1, MONTH);
  public static final Topic TRANSACTIONS_PARKED = new Topic("transactions.parked", 1, MONTH);
  public static final Topic PROVIDER_SYNC_PARKED = new Topic("provider-sync.parked", 1, MONTH);
  public static final Topic PLANNING_PARKED = new Topic("planning.parked", 1, MONTH);

  /** Carries the requests of mirrors for a replay; each owner reads it and serves its own topic. */
  public static final Topic REPLAY_REQUESTS = new Topic("replay-requests", 1, DAY);

  /** The schemas that events are written with: key = fingerprint, value = the schema as JSON. */
  public static final Topic SCHEMAS = new Topic("event-schemas", 1, MONTH);

  private static final List<Topic> TABLE =
      List.of(
          ACCOUNTS_EVENTS,
          TRANSACTIONS_EVENTS,
          PROVIDER_SYNC_EVENTS,
          PLANNING_EVENTS,
          ACCOUNTS_PARKED,
          TRANSACTIONS_PARKED,
          PROVIDER_SYNC_PARKED,
          PLANNING_PARKED,
          replayOf(ACCOUNTS_EVENTS),
          replayOf(TRANSACTIONS_EVENTS),
          replayOf(PROVIDER_SYNC_EVENTS),
          replayOf(PLANNING_EVENTS),
          REPLAY_REQUESTS,
          SCHEMAS);

  /** Every topic of Florin. */
  public static List<Topic> table() {
    return TABLE;
  }

  /** Topic-level settings of Kafka; times in milliseconds. */
  public Map<String, String> settings() {
    if (topicName.equals("event-schemas")) {
      return Map.of("cleanup.policy", "compact"); // the last record of each key stays for ever
    }
    return Map.of(
        "cleanup.policy", "delete",
        "retention.ms", Long.toString(retention.toMillis()),
        "segment.ms", Long.toString(SEGMENT.toMillis()),
        "max.message.bytes", Integer.toString(1024 * 1024));
  }

  public static Topic named(String name) {
    return TABLE.stream()
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

  /** The topic to which a service copies its dead letters, for tooling. */
  public static Topic deadLettersOf(String service) {
    return named(service + ".parked");
  }

  /** The topic to which an owner writes its whole journal again for a mirror. */
  public static Topic replayOf(Topic events) {
    return new Topic(events.topicName + ".replay", events.partitions, DAY);
  }
}
