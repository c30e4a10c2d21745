package florin.journal.inbox;

import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.StreamId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/**
 * An event of another service.
 *
 * @param position in the owner's journal
 * @param previous the position before it in the same partition, 0 if there is none
 * @param stream in the owner's journal
 * @param recordedAt when the owner's journal took it
 */
public record InboundEvent(
    long position,
    long previous,
    UUID eventId,
    StreamId stream,
    int version,
    UUID changeId,
    Actor actor,
    Instant recordedAt,
    SpecificRecord event) {

  public UUID user() {
    return stream.user();
  }

  /**
   * The change for what is decided here because of it: the owner's change id and actor, caused by
   * this event.
   */
  public Change change(Instant at) {
    return new Change(user(), changeId, actor, at, Optional.of(eventId));
  }
}
