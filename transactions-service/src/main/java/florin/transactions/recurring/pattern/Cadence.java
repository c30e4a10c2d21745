package florin.transactions.recurring.pattern;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How often a series occurs.
 *
 * <p>Semi-monthly has two days in each month; its unit is half a month.
 */
public enum Cadence {
  WEEKLY(7, 0, 4, 2, 3, 0.7),
  BIWEEKLY(14, 0, 4, 3, 2, 1.0),
  SEMI_MONTHLY(0, 0, 4, 4, 2, 1.2),
  FOUR_WEEKLY(28, 0, 4, 3, 2, 1.0),
  MONTHLY(0, 1, 3, 5, 2, 2.0),
  BIMONTHLY(0, 2, 3, 6, 1, 2.5),
  QUARTERLY(0, 3, 3, 8, 1, 3.0),
  HALF_YEARLY(0, 6, 3, 10, 1, 4.0),
  YEARLY(0, 12, 2, 12, 1, 5.0);

  private static final BigDecimal MONTHS_PER_YEAR = BigDecimal.valueOf(12);

  private final int days;
  private final int months;
  private final int minimum;
  private final int tolerance;
  private final int silentPeriods;
  private final double meanDeviation;

  Cadence(
      int days, int months, int minimum, int tolerance, int silentPeriods, double meanDeviation) {
    this.days = days;
    this.months = months;
    this.minimum = minimum;
    this.tolerance = tolerance;
    this.silentPeriods = silentPeriods;
    this.meanDeviation = meanDeviation;
  }

  /** The days between two occurrences; 0 if they are counted in months. */
  int days() {
    return days;
  }

  /** The months between two occurrences; 0 if they are counted in days. */
  int months() {
    return months;
  }

  /** The smallest number of occurrences that show the cadence. */
  public int minimum() {
    return minimum;
  }

  /** How many days an occurrence may be away from its due date. */
  public int tolerance() {
    return tolerance;
  }

  /** How many due dates may pass without an occurrence until the series has ended. */
  public int silentPeriods() {
    return silentPeriods;
  }

  /** The largest mean deviation in days, with which occurrences count as regular. */
  double meanDeviation() {
    return meanDeviation;
  }

  /** The usual number of days between two occurrences. */
  public double usualDays() {
    return switch (this) {
      case SEMI_MONTHLY -> 15.22;
      default -> days > 0 ? days : months * 30.44;
    };
  }

  /** Whether another cadence is easily taken for this one: four weeks are about a month. */
  boolean about(Cadence other) {
    return this != other && Math.abs(usualDays() - other.usualDays()) <= usualDays() * 0.1;
  }

  boolean shorterThanMonth() {
    return usualDays() < 29;
  }

  /** The date one period later, for a day-of-month that the month has. */
  LocalDate after(LocalDate date, int periods) {
    return switch (this) {
      case SEMI_MONTHLY -> date.plusMonths(periods / 2).plusDays(periods % 2 * 15L);
      default ->
          days > 0
              ? date.plusDays((long) days * periods)
              : date.plusMonths((long) months * periods);
    };
  }

  /** How many times a year. */
  public BigDecimal perYear() {
    return switch (this) {
      case WEEKLY -> BigDecimal.valueOf(52);
      case BIWEEKLY -> BigDecimal.valueOf(26);
      case SEMI_MONTHLY -> BigDecimal.valueOf(24);
      case FOUR_WEEKLY -> BigDecimal.valueOf(13);
      case MONTHLY, BIMONTHLY, QUARTERLY, HALF_YEARLY, YEARLY ->
          MONTHS_PER_YEAR.divide(BigDecimal.valueOf(months), MathContext.DECIMAL64);
    };
  }

  /** The amount that an occurrence adds to an average month. */
  public BigDecimal monthly(BigDecimal amount, int decimals) {
    return amount
        .multiply(perYear())
        .divide(MONTHS_PER_YEAR, decimals, java.math.RoundingMode.HALF_UP);
  }

  static long between(LocalDate from, LocalDate to) {
    return ChronoUnit.DAYS.between(from, to);
  }

  /** As events, rows and requests spell it: {@code semi-monthly}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Cadence> named(String text) {
    return Arrays.stream(values()).filter(cadence -> cadence.text().equals(text)).findFirst();
  }

  public static String all() {
    return Arrays.stream(values()).map(Cadence::text).collect(Collectors.joining(", "));
  }
}
