package florin.emulator.household;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.YearMonth;
import java.util.Set;
import java.util.stream.Stream;

/** The two years the household is known for, and when its banks work. */
record CalendarDays(LocalDate first, LocalDate last) {
  static final int LENGTH = 730;
  private static final Set<MonthDay> HOLIDAYS =
      Set.of(MonthDay.of(1, 1), MonthDay.of(7, 4), MonthDay.of(11, 11), MonthDay.of(12, 25));

  static CalendarDays upTo(LocalDate anchor) {
    return new CalendarDays(anchor.minusDays(LENGTH - 1), anchor);
  }

  boolean contains(LocalDate day) {
    return !day.isBefore(first) && !day.isAfter(last);
  }

  /** The given day of every month in range. */
  Stream<LocalDate> monthly(int day) {
    var to = YearMonth.from(last);
    return Stream.iterate(
            YearMonth.from(first), month -> !month.isAfter(to), month -> month.plusMonths(1))
        .map(month -> month.atDay(Math.min(day, month.lengthOfMonth())))
        .filter(this::contains);
  }

  Stream<LocalDate> every(int days) {
    return Stream.iterate(first, day -> !day.isAfter(last), day -> day.plusDays(days));
  }

  /** The first of all Fridays, then every other one. */
  Stream<LocalDate> paydays() {
    return every(1)
        .filter(day -> day.getDayOfWeek() == DayOfWeek.FRIDAY)
        .filter(day -> Math.floorMod(day.toEpochDay(), 14) < 7);
  }

  static LocalDate onOrAfter(LocalDate day) {
    return works(day) ? day : onOrAfter(day.plusDays(1));
  }

  static LocalDate onOrBefore(LocalDate day) {
    return works(day) ? day : onOrBefore(day.minusDays(1));
  }

  private static boolean works(LocalDate day) {
    return day.getDayOfWeek().getValue() <= 5 && !HOLIDAYS.contains(MonthDay.from(day));
  }
}
