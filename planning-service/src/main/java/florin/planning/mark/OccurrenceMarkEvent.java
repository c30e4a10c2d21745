package florin.planning.mark;

import java.time.Instant;

/** A change of the mark of a due date. */
public sealed interface OccurrenceMarkEvent {

  Instant at();

  /** The mark as it is from now on. */
  record Marked(OccurrenceMark.Present mark, Instant at) implements OccurrenceMarkEvent {}
}
