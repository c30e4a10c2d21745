package florin.journal.relay.incarnation;

import florin.journal.kafka.EventRecords;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * An event that Kafka has a record of, as its headers describe it.
 *
 * @param previous the position before it in the same partition
 * @param incarnation empty for a record of a version that had no incarnations
 */
public record SentEvent(
    int partition,
    long offset,
    long position,
    long previous,
    UUID eventId,
    UUID user,
    String streamType,
    Optional<UUID> incarnation) {

  /** Empty for a heartbeat and for a record that is no event. */
  static Optional<SentEvent> of(ConsumerRecord<byte[], byte[]> sent) {
    String position = header(sent, EventRecords.POSITION);
    String previous = header(sent, EventRecords.PREVIOUS);
    String eventId = header(sent, EventRecords.EVENT_ID);
    String user = header(sent, EventRecords.USER_ID);
    String streamType = header(sent, EventRecords.STREAM_TYPE);
    String incarnation = header(sent, EventRecords.INCARNATION);
    if (position == null
        || previous == null
        || eventId == null
        || user == null
        || streamType == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SentEvent(
              sent.partition(),
              sent.offset(),
              Long.parseLong(position),
              Long.parseLong(previous),
              UUID.fromString(eventId),
              UUID.fromString(user),
              streamType,
              Optional.ofNullable(incarnation).map(UUID::fromString)));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static @Nullable String header(ConsumerRecord<byte[], byte[]> sent, String name) {
    Header header = sent.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
