package florin.planning.mark;

import java.time.Instant;

/** What can happen to the mark of a due date. */
public sealed interface OccurrenceMarkEvent {

  Instant at();

  /** The mark as it is from now on. */
  record Marked(OccurrenceMark.Present mark, Instant at) implements OccurrenceMarkEvent {}
}
