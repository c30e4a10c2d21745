package florin.transactions.recurring.series;

import florin.transactions.recurring.pattern.PriceChange;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What may be asked of a series. */
public sealed interface SeriesCommand {

  Instant at();

  /** The detection found a series that nothing is known of. */
  record Detect(UUID id, SeriesGroup group, String name, Finding finding, Instant at)
      implements SeriesCommand {}

  /** The detection found the series again. */
  record Observe(Finding finding, Instant at) implements SeriesCommand {}

  /** Rows that fit a series which the detection alone does not find. */
  record Link(List<Occurrence> occurrences, Instant at) implements SeriesCommand {}

  /** Rows that no longer count. */
  record Lose(Set<UUID> transactions, Instant at) implements SeriesCommand {}

  /** The user creates it. */
  record Create(UUID id, SeriesGroup group, String name, SeriesPattern pattern, Instant at)
      implements SeriesCommand {}

  record Revise(SeriesOverrides overrides, Instant at) implements SeriesCommand {}

  record Unlink(Set<UUID> transactions, Instant at) implements SeriesCommand {}

  /** Links rows again that the user took out. */
  record Relink(List<Occurrence> occurrences, Instant at) implements SeriesCommand {}

  record Confirm(Instant at) implements SeriesCommand {}

  record Dismiss(Instant at) implements SeriesCommand {}

  record Reconsider(Instant at) implements SeriesCommand {}

  record End(Instant at) implements SeriesCommand {}

  record Revive(Instant at) implements SeriesCommand {}

  record Remove(Instant at) implements SeriesCommand {}

  record Restore(Instant at) implements SeriesCommand {}

  /**
   * A result of the detection.
   *
   * @param occurrences by date
   * @param priceChanges by date
   */
  record Finding(
      SeriesPattern pattern, List<Occurrence> occurrences, List<PriceChange> priceChanges) {}
}
