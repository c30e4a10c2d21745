package florin.transactions.recurring.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Joins what belongs to one series: a chain that goes on after a pause or on another day, and
 * single rows on free due dates. What is joined keeps the rule of its latest part.
 */
final class SeriesMerge {

  private static final double ONE_PRICE = 1.1;

  /** The ratio of prices where one ends and the other begins on the next due date. */
  private static final double OTHER_PLAN = 2.5;

  private static final double ADJACENT = 1.5;

  /** How many periods may pass until a series goes on with another cadence. */
  private static final double MOST_LEFT_OUT = 3.5;

  /** The chains of one series, oldest first. */
  private static final class Joined {
    private final List<SeriesCandidate> parts = new ArrayList<>();
    private final List<DatedAmount> rows = new ArrayList<>();

    private Joined(SeriesCandidate first) {
      add(first);
    }

    private void add(SeriesCandidate part) {
      parts.add(part);
      rows.addAll(part.rows());
    }

    private SeriesCandidate last() {
      return parts.getLast();
    }
  }

  private SeriesMerge() {}

  static List<DetectedSeries> merged(List<SeriesCandidate> found, List<DatedAmount> left) {
    List<Joined> series = new ArrayList<>();
    found.stream()
        .sorted(Comparator.comparing(part -> part.rows().getFirst(), DatedAmount.BY_DATE))
        .forEach(
            part ->
                series.stream()
                    .filter(joined -> continues(joined.last(), part))
                    .max(Comparator.comparing(joined -> joined.last().rows().getLast().date()))
                    .ifPresentOrElse(
                        joined -> joined.add(part), () -> series.add(new Joined(part))));
    List<DatedAmount> free = new ArrayList<>(left);
    series.forEach(joined -> addSingleRows(joined, free));
    return series.stream().map(SeriesMerge::detected).toList();
  }

  private static boolean continues(SeriesCandidate before, SeriesCandidate after) {
    DatedAmount last = before.rows().getLast();
    DatedAmount next = after.rows().getFirst();
    if (!next.date().isAfter(last.date())) {
      return false;
    }
    if (before.cadence() != after.cadence()) {
      return before.priced()
          && after.priced()
          && before.cadence().about(after.cadence())
          && DatedAmount.ratio(last.size(), next.size()) <= AmountPattern.SAME_PRICE
          && Cadence.between(last.date(), next.date())
              <= before.cadence().usualDays() * MOST_LEFT_OUT;
    }
    double ratio = DatedAmount.ratio(last.size(), next.size());
    boolean sameDay =
        before.fit().rule().deviation(next.date()) <= before.cadence().tolerance() / 2.0 + 0.5;
    boolean atOnce =
        Cadence.between(last.date(), next.date()) <= before.cadence().usualDays() * ADJACENT;
    double most = atOnce ? OTHER_PLAN : AmountPattern.NEW_PRICE;
    return ratio <= (sameDay ? most : AmountPattern.SAME_PRICE);
  }

  /** Rows of the price, or in the band, on due dates without an occurrence. */
  private static void addSingleRows(Joined joined, List<DatedAmount> free) {
    SeriesCandidate last = joined.last();
    if (last.cadence() == Cadence.YEARLY) {
      return;
    }
    DueRule rule = last.fit().rule();
    AmountBand band = new AmountPattern(last.rows()).band(last.cadence(), last.priced());
    List<DatedAmount> added = new ArrayList<>();
    for (DatedAmount row : free) {
      double ratio = DatedAmount.ratio(row.size(), band.expected().doubleValue());
      boolean amount = last.priced() ? ratio <= ONE_PRICE : band.contains(row.amount());
      boolean instead =
          ratio <= OTHER_PLAN && joined.parts.stream().anyMatch(part -> part.fillsGap(row));
      boolean date = rule.deviation(row.date()) <= last.cadence().tolerance();
      boolean taken =
          joined.rows.stream()
              .anyMatch(other -> rule.number(other.date()) == rule.number(row.date()));
      if ((amount || instead)
          && date
          && !taken
          && row.date().isAfter(joined.rows.getFirst().date())) {
        joined.rows.add(row);
        added.add(row);
      }
    }
    joined.rows.sort(DatedAmount.BY_DATE);
    free.removeAll(added);
  }

  private static DetectedSeries detected(Joined joined) {
    SeriesCandidate last = joined.last();
    List<DatedAmount> rows = List.copyOf(joined.rows);
    boolean priced = joined.parts.stream().allMatch(SeriesCandidate::priced);
    AmountPattern amounts = new AmountPattern(rows);
    return new DetectedSeries(
        RuleFit.moved(last.fit().rule(), rows.stream().map(DatedAmount::date).toList()),
        amounts.band(last.cadence(), priced),
        last.confidence(),
        last.reasons(),
        rows,
        priced ? amounts.priceChanges() : List.of());
  }
}
