package florin.journal.stream;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of the journal.
 *
 * @param position global in its database; order of positions is order of commits; gaps mean nothing
 * @param type the Avro full name
 * @param fingerprint CRC-64-AVRO of the schema it was written with
 * @param payload bare Avro binary
 * @param recordedAt never runs back from one position to the next
 */
public record RecordedEvent(
    long position,
    StreamId stream,
    int version,
    UUID eventId,
    String type,
    long fingerprint,
    byte[] payload,
    UUID changeId,
    Actor actor,
    Optional<UUID> causedBy,
    Instant recordedAt) {}
