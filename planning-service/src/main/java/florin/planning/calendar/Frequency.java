package florin.planning.calendar;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The interval between due dates of a bill, counted from its first due date. */
public enum Frequency {
  ONCE(0),
  WEEKLY(52),
  BIWEEKLY(26),
  SEMI_MONTHLY(24),
  MONTHLY(12),
  QUARTERLY(4),
  YEARLY(1);

  private final int timesPerYear;

  Frequency(int timesPerYear) {
    this.timesPerYear = timesPerYear;
  }

  /** Due dates in a year; 0 for a bill that is due once. */
  public int timesPerYear() {
    return timesPerYear;
  }

  /** As events, rows and requests spell it: {@code semi-monthly}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Frequency> named(String text) {
    return Arrays.stream(values()).filter(frequency -> frequency.text().equals(text)).findFirst();
  }

  public static String all() {
    return Arrays.stream(values()).map(Frequency::text).collect(Collectors.joining(", "));
  }
}
