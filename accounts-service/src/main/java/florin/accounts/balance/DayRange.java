package florin.accounts.balance;

import florin.journal.stream.Rejection;
import florin.journal.web.problem.ProblemType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The days wanted, both included. */
record DayRange(LocalDate from, LocalDate to) {

  /** The largest number of days in one response: ten years. */
  static final int MOST = 3_660;

  private static final int USUAL = 90;

  /** The steps of a series. */
  enum Interval {
    DAY,
    WEEK,
    MONTH;

    /** The last day of the step that a day is in; weeks end on Sundays (ISO 8601). */
    LocalDate end(LocalDate day) {
      return switch (this) {
        case DAY -> day;
        case WEEK -> day.with(TemporalAdjusters.nextOrSame(java.time.DayOfWeek.SUNDAY));
        case MONTH -> day.with(TemporalAdjusters.lastDayOfMonth());
      };
    }
  }

  /**
   * @param from null for 90 days until {@code to}
   * @param to null for today, as the user's zone has it
   */
  static DayRange of(@Nullable LocalDate from, @Nullable LocalDate to, Instant now, ZoneId zone) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    LocalDate last = to == null ? today : to;
    LocalDate first = from == null ? last.minusDays(USUAL - 1) : from;
    if (last.isBefore(first)) {
      throw invalid("to: %s (expected: not before from, %s)".formatted(last, first));
    }
    if (last.isAfter(today)) {
      throw invalid("to: %s (expected: not after today, %s)".formatted(last, today));
    }
    if (ChronoUnit.DAYS.between(first, last) >= MOST) {
      throw invalid("to: %s (expected: at most %d days from %s)".formatted(last, MOST, first));
    }
    return new DayRange(first, last);
  }

  private static Rejection invalid(String detail) {
    return new Rejection(ProblemType.INVALID_PARAMETER.code(), detail, "to");
  }

  /** The ends of the steps within, and the last day whatever it is. */
  List<LocalDate> points(Interval interval) {
    return Stream.iterate(from, day -> !day.isAfter(to), day -> interval.end(day).plusDays(1))
        .map(interval::end)
        .map(end -> end.isAfter(to) ? to : end)
        .toList();
  }
}
