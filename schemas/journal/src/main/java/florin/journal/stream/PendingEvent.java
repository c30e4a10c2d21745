package florin.journal.stream;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/**
 * A decided event on its way into views and journal, or one replayed from it: what a {@link
 * Projection} sees. Carries nothing that a replay could not give again.
 *
 * @param stream which stream
 * @param version its version there, 1-based and contiguous
 * @param userVersion how many events of the stream the user caused, this one included
 * @param event the domain event
 * @param avro the same, as it is written
 * @param change what it belongs to
 */
public record PendingEvent(
    StreamId stream,
    int version,
    int userVersion,
    Object event,
    SpecificRecord avro,
    Change change) {

  /** The time of the decision, from the event itself: the same live and in a replay. */
  public Instant at() {
    return at(avro);
  }

  /** The time that every event of a journal carries, as precise as an event can carry it. */
  static Instant at(SpecificRecord avro) {
    Object at = avro.get(avro.getSchema().getField("at").pos());
    return ((Instant) Objects.requireNonNull(at, "at")).truncatedTo(ChronoUnit.MILLIS);
  }
}
