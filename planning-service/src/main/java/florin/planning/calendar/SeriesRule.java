package florin.planning.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The due dates of a recurring series, as the transactions topic describes them.
 *
 * @param days between two due dates; 0 if they are counted in months
 * @param months between two due dates; 0 if they are counted in days or are two a month
 * @param anchor a due date before any shift
 * @param day of the month, 31 for the last one
 * @param secondDay the later day of a semi-monthly series
 * @param shift of due dates on weekends: none, previous or next
 */
public record SeriesRule(
    int days, int months, LocalDate anchor, int day, int secondDay, String shift) {

  /** The same parts in the same order, separated by spaces, with the cadence at first. */
  public static SeriesRule parse(String text) {
    String[] parts = text.split(" ");
    return new SeriesRule(
        days(parts[0]),
        months(parts[0]),
        LocalDate.parse(parts[1]),
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[3]),
        parts[4]);
  }

  private static int days(String cadence) {
    return switch (cadence) {
      case "weekly" -> 7;
      case "biweekly" -> 14;
      case "four-weekly" -> 28;
      default -> 0;
    };
  }

  private static int months(String cadence) {
    return switch (cadence) {
      case "monthly" -> 1;
      case "bimonthly" -> 2;
      case "quarterly" -> 3;
      case "half-yearly" -> 6;
      case "yearly" -> 12;
      default -> 0;
    };
  }

  private boolean twiceMonthly() {
    return days == 0 && months == 0;
  }

  /** The usual number of days between two due dates. */
  public int usualDays() {
    if (days > 0) {
      return days;
    }
    return twiceMonthly() ? 15 : Math.round(months * 30.44f);
  }

  /** Due dates in a year of 52 weeks. */
  public int timesPerYear() {
    if (days > 0) {
      return 364 / days;
    }
    return twiceMonthly() ? 24 : 12 / months;
  }

  private LocalDate due(long number) {
    return shifted(nominal(number));
  }

  private LocalDate nominal(long number) {
    if (days > 0) {
      return anchor.plusDays(number * days);
    }
    YearMonth month = YearMonth.from(anchor);
    if (twiceMonthly()) {
      int wanted = Math.floorMod(number, 2) == 0 ? day : secondDay;
      return clamped(month.plusMonths(Math.floorDiv(number, 2L)), wanted);
    }
    return clamped(month.plusMonths(number * months), day);
  }

  private static LocalDate clamped(YearMonth month, int day) {
    return month.atDay(Math.min(day, month.lengthOfMonth()));
  }

  private LocalDate shifted(LocalDate date) {
    int over = date.getDayOfWeek().getValue() - DayOfWeek.FRIDAY.getValue();
    if (over <= 0) {
      return date;
    }
    return switch (shift) {
      case "previous" -> date.minusDays(over);
      case "next" -> date.plusDays(3L - over);
      default -> date;
    };
  }

  /** The due dates from one day to another, both included. */
  public List<LocalDate> between(LocalDate from, LocalDate until) {
    List<LocalDate> dates = new ArrayList<>();
    for (LocalDate due = firstFrom(from); !due.isAfter(until); due = firstFrom(due.plusDays(1))) {
      dates.add(due);
    }
    return dates;
  }

  /** The last due date before a day. */
  public LocalDate lastBefore(LocalDate day) {
    long number = near(day) + 2;
    while (!due(number).isBefore(day)) {
      number--;
    }
    return due(number);
  }

  /** The first due date on or after a day. */
  public LocalDate firstFrom(LocalDate from) {
    long number = near(from) - 2;
    while (due(number).isBefore(from)) {
      number++;
    }
    return due(number);
  }

  /**
   * The due date after an occurrence: that of the due date nearest to it is paid.
   *
   * @param from an earlier one has passed without an occurrence
   */
  public LocalDate nextAfter(LocalDate occurrence, LocalDate from) {
    long nearest = near(occurrence) - 2;
    for (long number = nearest; number <= nearest + 4; number++) {
      if (distance(number, occurrence) < distance(nearest, occurrence)) {
        nearest = number;
      }
    }
    LocalDate next = due(nearest + 1);
    return next.isBefore(from) ? firstFrom(from) : next;
  }

  private long distance(long number, LocalDate date) {
    return Math.abs(ChronoUnit.DAYS.between(due(number), date));
  }

  private long near(LocalDate date) {
    if (days > 0) {
      return Math.floorDiv(ChronoUnit.DAYS.between(anchor, date), (long) days);
    }
    long between = ChronoUnit.MONTHS.between(YearMonth.from(anchor), YearMonth.from(date));
    return twiceMonthly() ? between * 2 : Math.floorDiv(between, (long) months);
  }
}
