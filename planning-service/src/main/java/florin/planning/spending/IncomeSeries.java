package florin.planning.spending;

import florin.planning.calendar.SeriesRule;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Income that recurs.
 *
 * @param amount expected each time, above 0
 * @param last the date of the latest occurrence
 * @param pay whether its latest occurrence is pay by its category or text
 */
record IncomeSeries(SeriesRule rule, BigDecimal amount, LocalDate last, boolean pay) {

  /** Smaller income than this part of the largest one brings no payday. */
  private static final BigDecimal LEAST_PART = new BigDecimal("0.2");

  private static final int LATE_DAYS = 3;
  private static final int SILENT_PERIODS = 2;

  /**
   * The next payday: the earliest of the series that are pay; if none of them is, of the largest
   * income. A pay that is late by a few days is still expected, not before today.
   *
   * @return empty without recurring income
   */
  static Optional<Payday> payday(LocalDate today, List<IncomeSeries> income) {
    List<IncomeSeries> active = income.stream().filter(one -> one.active(today)).toList();
    List<IncomeSeries> pay = active.stream().filter(IncomeSeries::pay).toList();
    List<IncomeSeries> counted = pay.isEmpty() ? active : pay;
    BigDecimal largest =
        counted.stream().map(IncomeSeries::amount).reduce(BigDecimal.ZERO, BigDecimal::max);
    return counted.stream()
        .filter(one -> one.amount().compareTo(largest.multiply(LEAST_PART)) >= 0)
        .filter(one -> !pay.isEmpty() || one.amount().compareTo(largest) == 0)
        .map(one -> new Payday(one.next(today), one.rule().usualDays()))
        .min(Comparator.comparing(Payday::date));
  }

  private boolean active(LocalDate today) {
    long days = (long) SILENT_PERIODS * rule.usualDays() + rule.usualDays() / 2;
    return !last.plusDays(days).isBefore(today);
  }

  private LocalDate next(LocalDate today) {
    // One that is late comes tomorrow at the earliest: the balance of today does not show it.
    LocalDate due = rule.nextAfter(last, today.minusDays(LATE_DAYS));
    return due.isAfter(today) ? due : today.plusDays(1);
  }
}
