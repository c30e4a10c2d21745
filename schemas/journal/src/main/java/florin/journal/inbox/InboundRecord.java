package florin.journal.inbox;

import florin.events.AvroEvents;
import florin.events.EventSchemas;
import florin.events.UnreadableEvent;
import florin.journal.kafka.EventRecords;
import florin.journal.stream.Actor;
import florin.journal.stream.StreamId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A Kafka record and what could be read of it. A record that is no event of Florin causes no
 * exception: it carries the reason.
 *
 * @param sent as it came
 * @param user from the key or a header, if either has one
 * @param event the event, if all of it could be read
 * @param fault why not
 */
public record InboundRecord(
    ConsumerRecord<byte[], byte[]> sent,
    Optional<UUID> user,
    Optional<InboundEvent> event,
    String fault) {

  private static final Pattern TYPE_NAME =
      Pattern.compile("florin\\.events\\.[a-z]+\\.[A-Z][A-Za-z0-9]*");

  public static InboundRecord of(ConsumerRecord<byte[], byte[]> sent) {
    Optional<UUID> user = user(sent);
    try {
      return new InboundRecord(sent, user, Optional.of(read(sent)), "");
    } catch (UnreadableEvent | IllegalArgumentException | DateTimeParseException unreadable) {
      return new InboundRecord(
          sent, user, Optional.empty(), String.valueOf(unreadable.getMessage()));
    }
  }

  public int partition() {
    return sent.partition();
  }

  public long offset() {
    return sent.offset();
  }

  /**
   * A header's number even when the rest cannot be read, so that a damaged value still counts as
   * arrived.
   */
  Optional<Long> number(String header) {
    try {
      return Optional.of(Long.parseLong(text(sent, header)));
    } catch (UnreadableEvent | NumberFormatException unreadable) {
      return Optional.empty();
    }
  }

  /** The position of the owner's journal, even if the rest cannot be read. */
  public Optional<Long> position() {
    return number(EventRecords.POSITION);
  }

  /**
   * The full name of the event's type, if the record is an event of a type that this build does not
   * have: its owner is newer.
   */
  public Optional<String> unknownType() {
    if (event.isPresent()
        || user.isEmpty()
        || sent.value() == null
        || AvroEvents.framedFingerprint(sent.value()).isEmpty()
        || position().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(text(sent, EventRecords.TYPE))
          .filter(type -> TYPE_NAME.matcher(type).matches())
          .filter(type -> EventSchemas.shipped().versions(type).isEmpty());
    } catch (UnreadableEvent unreadable) {
      return Optional.empty();
    }
  }

  /** The position of the partition's last event, if this record is a heartbeat. */
  Optional<Long> heartbeat() {
    return sent.headers().lastHeader(EventRecords.EVENT_ID) == null
        ? number(EventRecords.LAST_POSITION)
        : Optional.empty();
  }

  Optional<UUID> uuid(String header) {
    try {
      return Optional.of(UUID.fromString(text(sent, header)));
    } catch (UnreadableEvent | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static InboundEvent read(ConsumerRecord<byte[], byte[]> sent) {
    if (sent.value() == null) {
      throw new UnreadableEvent("value: null (expected: an Avro single object)");
    }
    if (sent.key() == null || sent.key().length == 0) {
      throw new UnreadableEvent("key: empty (expected: a user id)");
    }
    UUID user = UUID.fromString(text(sent, EventRecords.USER_ID));
    if (!keyed(sent).equals(Optional.of(user))) {
      throw new UnreadableEvent("key: not the user id of the header (expected: " + user + ")");
    }
    return new InboundEvent(
        Long.parseLong(text(sent, EventRecords.POSITION)),
        Long.parseLong(text(sent, EventRecords.PREVIOUS)),
        UUID.fromString(text(sent, EventRecords.EVENT_ID)),
        new StreamId(
            user,
            text(sent, EventRecords.STREAM_TYPE),
            UUID.fromString(text(sent, EventRecords.STREAM_ID))),
        Integer.parseInt(text(sent, EventRecords.VERSION)),
        UUID.fromString(text(sent, EventRecords.CHANGE_ID)),
        new Actor(text(sent, EventRecords.ACTOR)),
        Instant.parse(text(sent, EventRecords.RECORDED_AT)),
        AvroEvents.unframe(sent.value()));
  }

  /** Of a key and a header that contradict each other neither is believed. */
  private static Optional<UUID> user(ConsumerRecord<byte[], byte[]> sent) {
    Optional<UUID> key = keyed(sent);
    try {
      Optional<UUID> header = Optional.of(UUID.fromString(text(sent, EventRecords.USER_ID)));
      return key.isEmpty() || key.equals(header) ? header : Optional.empty();
    } catch (UnreadableEvent | IllegalArgumentException unreadable) {
      return key;
    }
  }

  private static Optional<UUID> keyed(ConsumerRecord<byte[], byte[]> sent) {
    if (sent.key() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(new String(sent.key(), StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static String text(ConsumerRecord<byte[], byte[]> sent, String name) {
    Header header = sent.headers().lastHeader(name);
    if (header == null || header.value() == null) {
      throw new UnreadableEvent("header " + name + ": missing");
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
