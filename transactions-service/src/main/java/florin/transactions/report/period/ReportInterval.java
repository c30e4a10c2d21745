package florin.transactions.report.period;

import florin.journal.stream.Rejection;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The length of the periods of a report; a week begins on Monday. */
public enum ReportInterval {
  DAY,
  WEEK,
  MONTH,
  QUARTER,
  YEAR;

  public static ReportInterval of(@Nullable String given) {
    return given == null
        ? MONTH
        : Arrays.stream(values())
            .filter(interval -> interval.label().equals(given))
            .findFirst()
            .orElseThrow(
                () ->
                    new Rejection(
                        "invalid-parameter",
                        "interval: '" + given + "' (expected: day, week, month, quarter or year)",
                        "interval"));
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a period consists of whole months. */
  public boolean ofMonths() {
    return compareTo(MONTH) >= 0;
  }

  /** First day of the period of a day. */
  public LocalDate start(LocalDate day) {
    return switch (this) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
      case QUARTER ->
          day.withMonth(day.getMonth().firstMonthOfQuarter().getValue()).withDayOfMonth(1);
      case YEAR -> day.withDayOfYear(1);
    };
  }

  /** First day of the period after the one that starts on a day. */
  LocalDate next(LocalDate start) {
    return switch (this) {
      case DAY -> start.plusDays(1);
      case WEEK -> start.plusWeeks(1);
      case MONTH -> start.plusMonths(1);
      case QUARTER -> start.plusMonths(3);
      case YEAR -> start.plusYears(1);
    };
  }

  /** The start of the period of {@code date}, as SQL. */
  public String sql() {
    return "date_trunc('" + label() + "', date)::date";
  }
}
