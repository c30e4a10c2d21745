package florin.planning.calendar;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How often a bill falls due, counted from its due date. */
public enum Frequency {
  ONCE,
  WEEKLY,
  BIWEEKLY,
  SEMI_MONTHLY,
  MONTHLY,
  QUARTERLY,
  YEARLY;

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
