package florin.journal;

import java.time.Instant;
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

  public Instant at() {
    return change.at();
  }
}
