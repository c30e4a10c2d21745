package florin.transactions.transfer.matching;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Days from the first to the last, both included. */
public record DateRange(LocalDate first, LocalDate last) {

  /** More ranges than these are joined, so that a query reads a table at most this many times. */
  private static final int MOST = 8;

  /** Disjoint ranges that contain the days around each of the dates, in order. */
  public static List<DateRange> covering(Collection<LocalDate> dates, int around) {
    List<DateRange> ranges = new ArrayList<>();
    for (LocalDate date : dates.stream().distinct().sorted().toList()) {
      DateRange range = new DateRange(date.minusDays(around), date.plusDays(around));
      if (!ranges.isEmpty() && !range.first().isAfter(ranges.getLast().last().plusDays(1))) {
        range = new DateRange(ranges.removeLast().first(), range.last());
      }
      ranges.add(range);
    }
    return joined(ranges);
  }

  /** Joins the ranges with the shortest gaps between them until few enough are left. */
  private static List<DateRange> joined(List<DateRange> ranges) {
    if (ranges.size() <= MOST) {
      return List.copyOf(ranges);
    }
    List<Integer> gaps = new ArrayList<>();
    for (int i = 1; i < ranges.size(); i++) {
      gaps.add(i);
    }
    gaps.sort(Comparator.comparingLong((Integer i) -> gap(ranges, i)).reversed());
    List<DateRange> joined = new ArrayList<>();
    LocalDate first = ranges.getFirst().first();
    for (int start : gaps.subList(0, MOST - 1).stream().sorted().toList()) {
      joined.add(new DateRange(first, ranges.get(start - 1).last()));
      first = ranges.get(start).first();
    }
    joined.add(new DateRange(first, ranges.getLast().last()));
    return List.copyOf(joined);
  }

  private static long gap(List<DateRange> ranges, int index) {
    return ChronoUnit.DAYS.between(ranges.get(index - 1).last(), ranges.get(index).first());
  }
}
