package florin.transactions.report.period;

import florin.journal.stream.Rejection;
import florin.transactions.problem.TransactionsProblem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The days of a report, both ends included. */
public record ReportRange(LocalDate from, LocalDate to) {

  /** Periods of a report at most: ten years of days. */
  static final int MOST_PERIODS = 3_660;

  private static final int DEFAULT_DAYS = 30;

  /**
   * The range that is asked for.
   *
   * @param months whether it begins eleven months before the month of its end if nothing else is
   *     asked for, and not thirty days before its end
   */
  public static ReportRange of(
      @Nullable LocalDate from, @Nullable LocalDate to, Instant now, ZoneId zone, boolean months) {
    LocalDate today = now.atZone(zone).toLocalDate();
    LocalDate last = to != null ? to : from != null && from.isAfter(today) ? from : today;
    LocalDate first =
        from != null
            ? from
            : months ? last.withDayOfMonth(1).minusMonths(11) : last.minusDays(DEFAULT_DAYS - 1L);
    return new ReportRange(first, last);
  }

  public long days() {
    return ChronoUnit.DAYS.between(from, to) + 1;
  }

  /**
   * The periods that the range consists of; the first and the last may be cut off.
   *
   * @throws Rejection {@code too-many-periods}
   */
  public List<ReportRange> periods(ReportInterval interval) {
    List<ReportRange> periods = new ArrayList<>();
    LocalDate start = interval.start(from);
    while (!start.isAfter(to)) {
      if (periods.size() == MOST_PERIODS) {
        throw new Rejection(
            TransactionsProblem.TOO_MANY_PERIODS,
            "from: '%s', to: '%s' (expected: at most %d periods of a %s)"
                .formatted(from, to, MOST_PERIODS, interval.label()),
            "interval");
      }
      LocalDate next = interval.next(start);
      LocalDate end = next.minusDays(1);
      periods.add(new ReportRange(start.isBefore(from) ? from : start, end.isAfter(to) ? to : end));
      start = next;
    }
    return periods;
  }

  /** As many whole months before it if it consists of whole months, else as many days. */
  public ReportRange before() {
    LocalDate end = from.minusDays(1);
    if (from.getDayOfMonth() == 1 && isEndOfMonth(to)) {
      long months = ChronoUnit.MONTHS.between(from, to.plusDays(1));
      return new ReportRange(from.minusMonths(months), end);
    }
    return new ReportRange(from.minusDays(days()), end);
  }

  /** The same days of the year before; the end of a month stays the end of the month. */
  public ReportRange lastYear() {
    LocalDate end = to.minusYears(1);
    return new ReportRange(
        from.minusYears(1), isEndOfMonth(to) ? YearMonth.from(end).atEndOfMonth() : end);
  }

  private static boolean isEndOfMonth(LocalDate date) {
    return date.plusDays(1).getDayOfMonth() == 1;
  }
}
