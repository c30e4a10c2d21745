package florin.planning.mark;

import java.time.Instant;

/** What can be asked of the mark of a due date. */
public sealed interface OccurrenceMarkCommand {

  Instant at();

  record Mark(OccurrenceMark.Present mark, Instant at) implements OccurrenceMarkCommand {}

  /** The due date is paid if a payment of it is found. */
  record Clear(Instant at) implements OccurrenceMarkCommand {}
}
