package florin.planning.scenario.bill;

import florin.events.Money;
import florin.planning.calendar.Frequency;
import florin.planning.calendar.Recurrence;
import florin.planning.calendar.SeriesRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The due dates of a bill: its own, or those of the recurring series that it follows.
 *
 * @param first its own first due date; without one it is never due
 * @param series the due dates of its series, which replace its own
 * @param ended whether the series has ended: then the bill is not due again
 * @param paid days that the user marked as paid
 * @param unpaid days that the user marked as unpaid; one on which the bill is not due any more has
 *     no effect
 */
record BillDueDates(
    Optional<LocalDate> first,
    Frequency frequency,
    Optional<SeriesRule> series,
    boolean ended,
    Set<LocalDate> paid,
    Set<LocalDate> unpaid) {

  private static final BigDecimal MONTHS = new BigDecimal(12);

  /**
   * The first due date after the paid ones, or before them if it is marked as unpaid; without paid
   * ones, the first from today on.
   */
  Optional<LocalDate> next(Optional<LocalDate> paidThrough, LocalDate today) {
    LocalDate from = paidThrough.map(day -> day.plusDays(1)).orElse(today);
    Optional<LocalDate> next = ended ? Optional.empty() : firstFrom(from);
    while (next.isPresent() && paid.contains(next.get())) {
      next = firstFrom(next.get().plusDays(1));
    }
    return Stream.concat(unpaid.stream().filter(this::isDue), next.stream())
        .min(Comparator.naturalOrder());
  }

  private boolean isDue(LocalDate day) {
    return firstFrom(day).filter(day::equals).isPresent();
  }

  private Optional<LocalDate> firstFrom(LocalDate day) {
    return series.isPresent()
        ? series.map(rule -> rule.firstFrom(day))
        : first.flatMap(due -> new Recurrence(due, frequency).nextFrom(day));
  }

  /**
   * The amount per month if the payments of a year are spread evenly over its months; 0 for a bill
   * that does not recur.
   */
  Money perMonth(Money amount) {
    int times =
        ended
            ? 0
            : series
                .map(SeriesRule::timesPerYear)
                .orElseGet(() -> first.isPresent() ? frequency.timesPerYear() : 0);
    int decimals = amount.currency().decimals().orElse(Money.SCALE);
    return new Money(
        amount
            .amount()
            .multiply(BigDecimal.valueOf(times))
            .divide(MONTHS, decimals, RoundingMode.HALF_EVEN),
        amount.currency());
  }
}
