package florin.transactions.imports.preview;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The number of rows of an account per day. */
final class DayCounts {

  private final TreeMap<LocalDate, Integer> days = new TreeMap<>();

  /** Days in sequence that are compared at once. */
  record Window(LocalDate first, LocalDate last) {

    boolean has(LocalDate date) {
      return !date.isBefore(first) && !date.isAfter(last);
    }
  }

  void add(LocalDate day) {
    days.merge(day, 1, Integer::sum);
  }

  /** Windows of days with at most so many rows each, or of one day. */
  List<Window> windows(int most) {
    List<Window> windows = new ArrayList<>();
    LocalDate first = days.firstKey();
    LocalDate last = first;
    int rows = 0;
    for (Map.Entry<LocalDate, Integer> day : days.entrySet()) {
      if (rows > 0 && rows + day.getValue() > most) {
        windows.add(new Window(first, last));
        first = day.getKey();
        rows = 0;
      }
      rows += day.getValue();
      last = day.getKey();
    }
    windows.add(new Window(first, last));
    return windows;
  }
}
