package florin.planning.mark;

import java.time.Instant;

/** A command for the mark of a due date. */
public sealed interface OccurrenceMarkCommand {

  Instant at();

  record Mark(OccurrenceMark.Present mark, Instant at) implements OccurrenceMarkCommand {}

  /** Removes the mark: the due date is paid if a payment of it is found. */
  record Clear(Instant at) implements OccurrenceMarkCommand {}
}
