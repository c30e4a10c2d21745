package florin.journal.kafka;

import florin.events.AvroEvents;
import florin.events.Topic;
import florin.journal.stream.RecordedEvent;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;

/**
 * Recorded events as Kafka records: key = user id as text, value = Avro single object, headers as
 * text so that topic tooling shows who, what and when without decoding.
 */
public final class EventRecords {

  public static final String EVENT_ID = "event-id";
  public static final String TYPE = "type";
  public static final String STREAM_ID = "stream-id";
  public static final String STREAM_TYPE = "stream-type";
  public static final String VERSION = "version";
  public static final String POSITION = "position";
  public static final String PREVIOUS = "previous";
  public static final String USER_ID = "user-id";
  public static final String CHANGE_ID = "change-id";
  public static final String ACTOR = "actor";
  public static final String RECORDED_AT = "recorded-at";

  /** The history of the journal that the event belongs to. */
  public static final String INCARNATION = "incarnation";

  /** The last position of the partition that this history shares with the one before it. */
  public static final String FORKED_AFTER = "forked-after";

  /** On a record without an event: the position of the partition's last event. */
  public static final String LAST_POSITION = "last-position";

  private EventRecords() {}

  /** The partition of a user, as Kafka's default partitioner chooses it for the same key. */
  public static int partition(UUID user, int partitions) {
    return Utils.toPositive(Utils.murmur2(key(user))) % partitions;
  }

  /**
   * @param previous the position of the journal event before this one in the same partition, 0 if
   *     there is none
   */
  public static ProducerRecord<byte[], byte[]> of(
      Topic topic, RecordedEvent event, int partition, long previous) {
    UUID user = event.stream().user();
    ProducerRecord<byte[], byte[]> sent =
        new ProducerRecord<>(
            topic.topicName(),
            partition,
            key(user),
            AvroEvents.frame(event.fingerprint(), event.payload()));
    Headers headers = sent.headers();
    add(headers, EVENT_ID, event.eventId());
    add(headers, TYPE, event.type());
    add(headers, STREAM_ID, event.stream().id());
    add(headers, STREAM_TYPE, event.stream().type());
    add(headers, VERSION, event.version());
    add(headers, POSITION, event.position());
    add(headers, PREVIOUS, previous);
    add(headers, USER_ID, user);
    add(headers, CHANGE_ID, event.changeId());
    add(headers, ACTOR, event.actor().value());
    add(headers, RECORDED_AT, event.recordedAt());
    return sent;
  }

  /**
   * A record without an event, so that a consumer notices that the last one before it is missing.
   */
  public static ProducerRecord<byte[], byte[]> heartbeat(Topic topic, int partition, long last) {
    ProducerRecord<byte[], byte[]> sent =
        new ProducerRecord<>(topic.topicName(), partition, null, new byte[0]);
    add(sent.headers(), LAST_POSITION, last);
    return sent;
  }

  public static void add(Headers headers, String name, Object value) {
    headers.add(name, value.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] key(UUID user) {
    return user.toString().getBytes(StandardCharsets.UTF_8);
  }
}
