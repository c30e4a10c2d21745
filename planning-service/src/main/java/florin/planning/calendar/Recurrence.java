package florin.planning.calendar;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The days on which something falls due. Every day is counted from the first one and never from the
 * one before: what falls on the 31st falls on the last day of a shorter month and on the 31st again
 * after it, and a 29 February comes back in the next leap year.
 *
 * <p>Twice a month means the first day's own day of the month and a fixed partner: the 1st and the
 * 15th, the 2nd and the 16th, … the 14th and the 28th; the 15th and the last day; from the 29th on
 * that day and the 15th.
 *
 * @param first the earliest of them; its day of the month is the anchor
 */
public record Recurrence(LocalDate first, Frequency frequency) {

  private static final int LAST_DAY = 31;
  private static final int MIDDLE = 15;
  private static final int TWO_WEEKS = 14;
  private static final int LAST_WITH_PARTNER = 28;

  /** Every one of them from one day to another, both included, in order. */
  public List<LocalDate> between(LocalDate from, LocalDate to) {
    List<LocalDate> days = new ArrayList<>();
    if (frequency == Frequency.ONCE) {
      if (!first.isBefore(from) && !first.isAfter(to)) {
        days.add(first);
      }
      return days;
    }
    long n = before(from);
    for (LocalDate day = nth(n); !day.isAfter(to); day = nth(++n)) {
      if (!day.isBefore(from)) {
        days.add(day);
      }
    }
    return days;
  }

  /** The last of them before a day. */
  public Optional<LocalDate> lastBefore(LocalDate day) {
    if (!first.isBefore(day)) {
      return Optional.empty();
    }
    if (frequency == Frequency.ONCE) {
      return Optional.of(first);
    }
    return Optional.of(between(day.minusDays(longestGap()), day.minusDays(1)).getLast());
  }

  /** The first of them on a day or after it. */
  public Optional<LocalDate> nextFrom(LocalDate day) {
    if (!first.isBefore(day)) {
      return Optional.of(first);
    }
    return between(day, day.plusDays(longestGap())).stream().findFirst();
  }

  /** The number of occurrences that a search from a day on can skip; never too many. */
  private long before(LocalDate from) {
    return Math.max(0, ChronoUnit.DAYS.between(first, from) / longestGap() - 1);
  }

  private long longestGap() {
    return switch (frequency) {
      case ONCE -> 1;
      case WEEKLY -> 7;
      case BIWEEKLY -> 14;
      case SEMI_MONTHLY -> 17; // the 16th of a long month to the 2nd
      case MONTHLY -> 31;
      case QUARTERLY -> 92;
      case YEARLY -> 366;
    };
  }

  private LocalDate nth(long n) {
    return switch (frequency) {
      case ONCE -> first;
      case WEEKLY -> first.plusWeeks(n);
      case BIWEEKLY -> first.plusWeeks(2 * n);
      case SEMI_MONTHLY -> n % 2 == 0 ? first.plusMonths(n / 2) : partner(n / 2);
      case MONTHLY -> first.plusMonths(n);
      case QUARTERLY -> first.plusMonths(3 * n);
      case YEARLY -> first.plusYears(n);
    };
  }

  private LocalDate partner(long months) {
    int own = first.getDayOfMonth();
    int partner = partnerOf(own);
    YearMonth month = YearMonth.from(first).plusMonths(partner > own ? months : months + 1);
    return month.atDay(Math.min(partner, month.lengthOfMonth()));
  }

  private static int partnerOf(int day) {
    if (day == MIDDLE) {
      return LAST_DAY;
    }
    if (day > LAST_WITH_PARTNER) {
      return MIDDLE;
    }
    return day < MIDDLE ? day + TWO_WEEKS : day - TWO_WEEKS;
  }
}
