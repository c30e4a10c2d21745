package florin.transactions.recurring.pattern;

import java.time.LocalDate;
import java.time.Month;
import java.time.Year;

/**
 * On which dates a series is due. Due dates are numbered; number 0 is the one at the anchor.
 *
 * @param anchor a due date before any shift; its month is the month of number 0
 * @param day the day of the month, 31 for the last one, clamped to the length of the month; unused
 *     for cadences that are counted in days
 * @param secondDay the later day of a semi-monthly series; otherwise equal to {@code day}
 * @param shift of due dates on weekends
 */
public record DueRule(
    Cadence cadence, LocalDate anchor, int day, int secondDay, WeekendShift shift) {

  public static final int LAST_DAY = 31;
  private static final double SHIFTED = 0.25;
  private static final int FAR = 20;

  /** As a row has it: cadence, anchor, days and shift, separated by spaces. */
  public String text() {
    return "%s %s %d %d %s".formatted(cadence.text(), anchor, day, secondDay, shift.text());
  }

  public static DueRule parse(String text) {
    String[] parts = text.split(" ");
    return new DueRule(
        Cadence.named(parts[0]).orElseThrow(),
        LocalDate.parse(parts[1]),
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[3]),
        WeekendShift.named(parts[4]).orElseThrow());
  }

  /** The rule of a series with this first due date. */
  public static DueRule from(Cadence cadence, LocalDate first) {
    int day = first.getDayOfMonth();
    if (cadence != Cadence.SEMI_MONTHLY) {
      return new DueRule(cadence, first, day, day, WeekendShift.NONE);
    }
    int other = day == 15 ? LAST_DAY : day > 28 ? 15 : day < 15 ? day + 14 : day - 14;
    return new DueRule(
        cadence, first, Math.min(day, other), Math.max(day, other), WeekendShift.NONE);
  }

  DueRule shifted(WeekendShift by) {
    return new DueRule(cadence, anchor, day, secondDay, by);
  }

  /** The due date with a number, before any shift. */
  LocalDate nominal(long number) {
    if (cadence.days() > 0) {
      return anchor.plusDays(number * cadence.days());
    }
    if (cadence == Cadence.SEMI_MONTHLY) {
      int wanted = Math.floorMod(number, 2) == 0 ? day : secondDay;
      return inMonth(Math.floorDiv(number, 2L), wanted);
    }
    return inMonth(number * cadence.months(), day);
  }

  private LocalDate inMonth(long monthsAfter, int wanted) {
    long month = anchor.getYear() * 12L + anchor.getMonthValue() - 1 + monthsAfter;
    int year = (int) Math.floorDiv(month, 12L);
    int of = Math.floorMod(month, 12) + 1;
    int length = of == 2 ? (Year.isLeap(year) ? 29 : 28) : Month.of(of).maxLength();
    return LocalDate.of(year, of, Math.min(wanted, length));
  }

  public LocalDate due(long number) {
    return shift.apply(nominal(number));
  }

  /** The number of the due date that is nearest to a date. */
  public long number(LocalDate date) {
    long guess = guess(date);
    long best = guess;
    double least = Double.MAX_VALUE;
    for (long number = guess - 1; number <= guess + 2; number++) {
      double deviation = deviation(date, number);
      if (deviation < least) {
        least = deviation;
        best = number;
      }
    }
    return best;
  }

  /** A number such that the nearest one is between 1 below and 2 above. */
  private long guess(LocalDate date) {
    if (cadence.days() > 0) {
      return Math.floorDiv(date.toEpochDay() - anchor.toEpochDay(), (long) cadence.days());
    }
    long months =
        (date.getYear() - anchor.getYear()) * 12L + date.getMonthValue() - anchor.getMonthValue();
    return cadence == Cadence.SEMI_MONTHLY
        ? months * 2
        : Math.floorDiv(months, (long) cadence.months());
  }

  /**
   * How many days a date is away from a due date. A due date on a weekend may be observed on the
   * business day before or after it.
   */
  double deviation(LocalDate date, long number) {
    LocalDate nominal = nominal(number);
    long direct = date.toEpochDay() - nominal.toEpochDay();
    int weekend = WeekendShift.daysAfterFriday(nominal);
    if (direct == 0 || weekend <= 0 || Math.abs(direct) > FAR) {
      return Math.abs(direct);
    }
    long toFriday = Math.abs(direct + weekend);
    long toMonday = Math.abs(direct - 3 + weekend);
    return Math.min((double) Math.abs(direct), Math.min(toFriday, toMonday) + SHIFTED);
  }

  /** How many days a date is away from the nearest due date. */
  public double deviation(LocalDate date) {
    long guess = guess(date);
    double least = Double.MAX_VALUE;
    for (long number = guess - 1; number <= guess + 2; number++) {
      least = Math.min(least, deviation(date, number));
    }
    return least;
  }

  /** The due date after the one that an occurrence belongs to. */
  public LocalDate next(LocalDate occurrence) {
    return due(number(occurrence) + 1);
  }

  /** The first due date on or after a date. */
  public LocalDate nextFrom(LocalDate from) {
    long number = number(from) - 2;
    while (due(number).isBefore(from)) {
      number++;
    }
    return due(number);
  }
}
