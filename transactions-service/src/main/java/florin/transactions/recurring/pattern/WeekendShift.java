package florin.transactions.recurring.pattern;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** To which business day a due date on a weekend moves. */
public enum WeekendShift {
  NONE,
  PREVIOUS,
  NEXT;

  LocalDate apply(LocalDate date) {
    int over = daysAfterFriday(date);
    if (over <= 0) {
      return date;
    }
    return switch (this) {
      case NONE -> date;
      case PREVIOUS -> date.minusDays(over);
      case NEXT -> date.plusDays(3L - over);
    };
  }

  static boolean weekend(LocalDate date) {
    return daysAfterFriday(date) > 0;
  }

  /** 1 for a Saturday, 2 for a Sunday, 0 or less for other days. */
  static int daysAfterFriday(LocalDate date) {
    return date.getDayOfWeek().getValue() - DayOfWeek.FRIDAY.getValue();
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<WeekendShift> named(String text) {
    return Arrays.stream(values()).filter(shift -> shift.text().equals(text)).findFirst();
  }
}
