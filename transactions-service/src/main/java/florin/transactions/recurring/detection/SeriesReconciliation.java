package florin.transactions.recurring.detection;

import florin.transactions.recurring.pattern.DatedAmount;
import florin.transactions.recurring.pattern.DetectedSeries;
import florin.transactions.recurring.pattern.SeriesDetector;
import florin.transactions.recurring.pattern.VisitedShops;
import florin.transactions.recurring.series.Occurrence;
import florin.transactions.recurring.series.Series;
import florin.transactions.recurring.series.SeriesCommand;
import florin.transactions.recurring.series.SeriesCommand.Finding;
import florin.transactions.recurring.series.SeriesGroup;
import florin.transactions.recurring.series.SeriesPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Plans the changes of the known series of a group by its rows. A detected series is the known one
 * that it shares most rows with; dismissed and removed ones take part, so that they stay so.
 */
final class SeriesReconciliation {

  /** The amount of a row that continues a series differs at most by this ratio. */
  private static final double CONTINUES = 1.4;

  private static final double ONE_PRICE = 1.1;

  /** A command for a series; a new one is not known yet. */
  record Planned(UUID series, SeriesCommand command) {}

  private final SeriesGroup group;
  private final String name;
  private final List<DatedAmount> rows;
  private final Map<UUID, String> hinted;
  private final Map<UUID, Series.Present> known;
  private final Supplier<UUID> ids;
  private final Instant at;
  private final Set<UUID> assigned = new HashSet<>();
  private final Set<UUID> used = new HashSet<>();
  private final List<Planned> planned = new ArrayList<>();

  private SeriesReconciliation(
      SeriesGroup group,
      String name,
      List<DatedAmount> rows,
      Map<UUID, String> hinted,
      List<Series.Present> known,
      Supplier<UUID> ids,
      Instant at) {
    this.hinted = hinted;
    this.group = group;
    this.name = name;
    this.rows = rows.stream().sorted(Comparator.comparing(DatedAmount::date)).toList();
    this.known = new LinkedHashMap<>();
    known.stream()
        .sorted(Comparator.comparing(Series.Present::id))
        .forEach(series -> this.known.put(series.id(), series));
    this.ids = ids;
    this.at = at;
  }

  /**
   * @param name of a new series
   * @param rows that count, of the group
   * @param hinted rows that a provider takes for recurring, with its frequency
   * @param known series of the group
   * @param touched rows that changed; those that no longer count are lost
   * @param ids of new series
   */
  static List<Planned> plan(
      SeriesGroup group,
      String name,
      List<DatedAmount> rows,
      Map<UUID, String> hinted,
      List<Series.Present> known,
      Set<UUID> touched,
      Supplier<UUID> ids,
      Instant at) {
    return new SeriesReconciliation(group, name, rows, hinted, known, ids, at).plan(touched);
  }

  private List<Planned> plan(Set<UUID> touched) {
    lose(touched);
    List<DetectedSeries> found =
        SeriesDetector.detect(rows, group.direction().income(), shop()).stream()
            .sorted(Comparator.<DetectedSeries>comparingInt(series -> -series.occurrences().size()))
            .toList();
    List<DetectedSeries> fresh = new ArrayList<>();
    for (DetectedSeries series : found) {
      overlapping(series).ifPresentOrElse(match -> observe(match, series), () -> fresh.add(series));
    }
    for (DetectedSeries series : fresh) {
      continued(series).ifPresentOrElse(match -> observe(match, series), () -> detect(series));
    }
    known.values().stream()
        .filter(series -> !assigned.contains(series.id()) && !series.dormant())
        .forEach(this::linkSingleRows);
    return List.copyOf(planned);
  }

  private boolean shop() {
    return !group.direction().income() && VisitedShops.names(name);
  }

  private void lose(Set<UUID> touched) {
    Set<UUID> counting = rows.stream().map(DatedAmount::id).collect(Collectors.toSet());
    for (Series.Present series : known.values()) {
      Set<UUID> lost =
          series.occurrences().keySet().stream()
              .filter(id -> touched.contains(id) && !counting.contains(id))
              .collect(Collectors.toSet());
      if (!lost.isEmpty()) {
        planned.add(new Planned(series.id(), new SeriesCommand.Lose(lost, at)));
      }
    }
  }

  private Optional<Series.Present> overlapping(DetectedSeries found) {
    return known.values().stream()
        .filter(series -> !assigned.contains(series.id()) && shared(series, found) > 0)
        .max(Comparator.comparingLong(series -> shared(series, found)));
  }

  private static long shared(Series.Present series, DetectedSeries found) {
    return found.occurrences().stream()
        .filter(
            row ->
                series.occurrences().containsKey(row.id())
                    || series.unlinked().containsKey(row.id()))
        .count();
  }

  /** A known series without rows of its own among these, whose due dates and amount they meet. */
  private Optional<Series.Present> continued(DetectedSeries found) {
    DatedAmount first = found.occurrences().getFirst();
    return known.values().stream()
        .filter(series -> !assigned.contains(series.id()))
        .filter(series -> series.rule().cadence() == found.rule().cadence())
        .filter(series -> ratio(series, first) <= CONTINUES)
        .filter(series -> near(series, first))
        .min(Comparator.comparingDouble(series -> ratio(series, first)));
  }

  private static double ratio(Series.Present series, DatedAmount row) {
    double expected = series.expected().doubleValue();
    double size = row.amount().doubleValue();
    return expected == 0 ? Double.MAX_VALUE : Math.max(size, expected) / Math.min(size, expected);
  }

  private static boolean near(Series.Present series, DatedAmount row) {
    return series.rule().deviation(row.date()) <= series.rule().cadence().tolerance();
  }

  private void observe(Series.Present series, DetectedSeries found) {
    assigned.add(series.id());
    found.occurrences().forEach(row -> used.add(row.id()));
    planned.add(new Planned(series.id(), new SeriesCommand.Observe(finding(found), at)));
  }

  /** Nothing new where most of the rows belong to a series already, or were taken out of one. */
  private void detect(DetectedSeries found) {
    long owned =
        found.occurrences().stream()
            .filter(
                row ->
                    known.values().stream()
                        .anyMatch(
                            series ->
                                series.occurrences().containsKey(row.id())
                                    || series.unlinked().containsKey(row.id())))
            .count();
    if (owned * 2 < found.occurrences().size()) {
      found.occurrences().forEach(row -> used.add(row.id()));
      UUID id = ids.get();
      planned.add(new Planned(id, new SeriesCommand.Detect(id, group, name, finding(found), at)));
    }
  }

  private Finding finding(DetectedSeries found) {
    long agreeing =
        found.occurrences().stream()
            .map(row -> hinted.get(row.id()))
            .filter(Objects::nonNull)
            .filter(frequency -> RecurringHint.agrees(frequency, found.rule().cadence()))
            .count();
    SeriesPattern pattern = SeriesPattern.of(found);
    return new Finding(
        agreeing * 2 >= found.occurrences().size() ? pattern.hinted() : pattern,
        found.occurrences().stream().map(SeriesReconciliation::occurrence).toList(),
        found.priceChanges());
  }

  private static Occurrence occurrence(DatedAmount row) {
    return new Occurrence(row.id(), row.date(), row.amount());
  }

  /** One row for each due date without one, and the new values of rows that are linked. */
  private void linkSingleRows(Series.Present series) {
    Set<Long> taken =
        series.occurrences().values().stream()
            .map(row -> series.rule().number(row.date()))
            .collect(Collectors.toCollection(HashSet::new));
    List<Occurrence> linked = new ArrayList<>();
    for (DatedAmount row : rows) {
      if (series.occurrences().containsKey(row.id())) {
        linked.add(occurrence(row));
      } else if (fits(series, row) && taken.add(series.rule().number(row.date()))) {
        linked.add(occurrence(row));
        used.add(row.id());
      }
    }
    if (!linked.isEmpty()) {
      planned.add(new Planned(series.id(), new SeriesCommand.Link(linked, at)));
    }
  }

  private boolean fits(Series.Present series, DatedAmount row) {
    boolean free =
        !used.contains(row.id())
            && known.values().stream()
                .noneMatch(
                    other ->
                        other.occurrences().containsKey(row.id())
                            || other.unlinked().containsKey(row.id()));
    boolean amount =
        ratio(series, row) <= ONE_PRICE || series.pattern().band().contains(row.amount());
    return free && amount && near(series, row);
  }
}
