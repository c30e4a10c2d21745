package florin.transactions.recurring.series;

import florin.transactions.recurring.pattern.PriceChange;
import florin.transactions.recurring.series.SeriesCommand.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** What findings of the detection and changes of occurrences do to a series. */
final class SeriesRules {

  private SeriesRules() {}

  static List<SeriesEvent> detect(SeriesCommand.Detect c, Series state) {
    if (state instanceof Series.Present) {
      return List.of();
    }
    Finding finding = c.finding();
    Direction direction = c.group().direction();
    List<SeriesEvent> events = new ArrayList<>();
    events.add(new SeriesEvent.Detected(c.id(), c.group(), c.name(), finding.pattern(), c.at()));
    events.add(new SeriesEvent.Linked(c.id(), direction, finding.occurrences(), c.at()));
    for (PriceChange change : finding.priceChanges()) {
      events.add(new SeriesEvent.PriceChanged(c.id(), direction, change, c.at()));
    }
    return List.copyOf(events);
  }

  static List<SeriesEvent> observe(SeriesCommand.Observe c, Series.Present p) {
    if (p.dormant()) {
      return List.of();
    }
    Finding finding = c.finding();
    List<SeriesEvent> events = new ArrayList<>(link(p, finding.occurrences(), c.at(), false));
    if (!p.pattern().same(finding.pattern())) {
      events.add(
          new SeriesEvent.Relearned(p.id(), p.group().direction(), finding.pattern(), c.at()));
    }
    for (PriceChange change : Series.later(p, finding.priceChanges())) {
      events.add(new SeriesEvent.PriceChanged(p.id(), p.group().direction(), change, c.at()));
    }
    return List.copyOf(events);
  }

  /**
   * Links rows that are new or have other values now. An ended series that occurs again is revived.
   */
  static List<SeriesEvent> link(
      Series.Present p, List<Occurrence> rows, Instant at, boolean byUser) {
    if (p.dormant() && !byUser) {
      return List.of();
    }
    List<Occurrence> fresh = rows.stream().filter(row -> changes(p, row, byUser)).toList();
    if (fresh.isEmpty()) {
      return List.of();
    }
    List<SeriesEvent> events = new ArrayList<>();
    events.add(new SeriesEvent.Linked(p.id(), p.group().direction(), fresh, at));
    boolean later =
        p.lastDate()
            .map(last -> fresh.stream().anyMatch(row -> row.date().isAfter(last)))
            .orElse(true);
    if (p.ended() && later && !byUser) {
      events.add(new SeriesEvent.Revived(p.id(), at));
    }
    return List.copyOf(events);
  }

  private static boolean changes(Series.Present p, Occurrence row, boolean byUser) {
    Occurrence known = p.occurrences().get(row.transaction());
    return known == null
        ? byUser || !p.unlinked().containsKey(row.transaction())
        : !known.same(row);
  }

  static List<SeriesEvent> lose(Series.Present p, SeriesCommand.Lose c) {
    Set<UUID> linked = linked(p, c.transactions());
    return linked.isEmpty() ? List.of() : List.of(new SeriesEvent.Lost(p.id(), linked, c.at()));
  }

  static List<SeriesEvent> unlink(Series.Present p, SeriesCommand.Unlink c) {
    Set<UUID> linked = linked(p, c.transactions());
    return linked.isEmpty() ? List.of() : List.of(new SeriesEvent.Unlinked(p.id(), linked, c.at()));
  }

  private static Set<UUID> linked(Series.Present p, Set<UUID> transactions) {
    return transactions.stream()
        .filter(p.occurrences()::containsKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
