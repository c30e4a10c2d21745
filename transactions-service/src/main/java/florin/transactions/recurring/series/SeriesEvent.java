package florin.transactions.recurring.series;

import florin.transactions.recurring.pattern.PriceChange;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What happens to a series. Amounts have no sign; the group has the direction. */
public sealed interface SeriesEvent {

  UUID id();

  Instant at();

  record Detected(UUID id, SeriesGroup group, String name, SeriesPattern pattern, Instant at)
      implements SeriesEvent {}

  record Created(UUID id, SeriesGroup group, String name, SeriesPattern pattern, Instant at)
      implements SeriesEvent {}

  record Relearned(UUID id, Direction direction, SeriesPattern pattern, Instant at)
      implements SeriesEvent {}

  record Revised(UUID id, Direction direction, SeriesOverrides overrides, Instant at)
      implements SeriesEvent {}

  record PriceChanged(UUID id, Direction direction, PriceChange change, Instant at)
      implements SeriesEvent {}

  record Linked(UUID id, Direction direction, List<Occurrence> occurrences, Instant at)
      implements SeriesEvent {}

  record Unlinked(UUID id, Set<UUID> transactions, Instant at) implements SeriesEvent {}

  record Lost(UUID id, Set<UUID> transactions, Instant at) implements SeriesEvent {}

  record Confirmed(UUID id, Instant at) implements SeriesEvent {}

  record Dismissed(UUID id, Instant at) implements SeriesEvent {}

  record Reconsidered(UUID id, Instant at) implements SeriesEvent {}

  record Ended(UUID id, Instant at) implements SeriesEvent {}

  record Revived(UUID id, Instant at) implements SeriesEvent {}

  record Removed(UUID id, Instant at) implements SeriesEvent {}

  record Restored(UUID id, Instant at) implements SeriesEvent {}
}
