package florin.planning.scenario.bill;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.planning.calendar.Frequency;
import florin.planning.calendar.SeriesRule;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillDueDatesTests {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);

  private static BillDueDates own(String first, Frequency frequency) {
    return new BillDueDates(
        Optional.of(LocalDate.parse(first)),
        frequency,
        Optional.empty(),
        false,
        Set.of(),
        Set.of());
  }

  private static BillDueDates series(String rule, boolean ended) {
    return new BillDueDates(
        Optional.empty(),
        Frequency.MONTHLY,
        Optional.of(SeriesRule.parse(rule)),
        ended,
        Set.of(),
        Set.of());
  }

  private static Money perMonth(BillDueDates dueDates, String amount, String currency) {
    return dueDates.perMonth(new Money(new BigDecimal(amount), new CurrencyCode(currency)));
  }

  @Test
  void theNextOneIsTheFirstAfterThePaidOnesEvenIfItIsOverdue() {
    BillDueDates monthly = own("2025-12-31", Frequency.MONTHLY);
    assertThat(monthly.next(Optional.empty(), TODAY)).contains(LocalDate.of(2026, 3, 31));
    assertThat(monthly.next(Optional.of(LocalDate.of(2026, 1, 31)), TODAY))
        .contains(LocalDate.of(2026, 2, 28));
    assertThat(monthly.next(Optional.of(LocalDate.of(2026, 1, 30)), TODAY))
        .contains(LocalDate.of(2026, 1, 31));
  }

  @Test
  void theNextOneIsNotMarkedAsPaidAndMayBeMarkedAsUnpaid() {
    BillDueDates marked =
        new BillDueDates(
            Optional.of(LocalDate.of(2025, 12, 15)),
            Frequency.MONTHLY,
            Optional.empty(),
            false,
            Set.of(LocalDate.of(2026, 3, 15), LocalDate.of(2026, 4, 15)),
            Set.of());
    assertThat(marked.next(Optional.empty(), TODAY)).contains(LocalDate.of(2026, 5, 15));
    Optional<LocalDate> paidThrough = Optional.of(LocalDate.of(2026, 2, 15));
    assertThat(withUnpaid(marked, "2026-01-15").next(paidThrough, TODAY))
        .contains(LocalDate.of(2026, 1, 15));
    assertThat(withUnpaid(marked, "2026-01-14").next(paidThrough, TODAY))
        .contains(LocalDate.of(2026, 5, 15));
    assertThat(withUnpaid(marked, "2026-01-14", "2026-01-15").next(paidThrough, TODAY))
        .contains(LocalDate.of(2026, 1, 15));
  }

  private static BillDueDates withUnpaid(BillDueDates of, String... days) {
    return new BillDueDates(
        of.first(),
        of.frequency(),
        of.series(),
        of.ended(),
        of.paid(),
        Stream.of(days).map(LocalDate::parse).collect(Collectors.toSet()));
  }

  @Test
  void oneThatIsDueOnceIsNotDueAgain() {
    BillDueDates once = own("2026-03-10", Frequency.ONCE);
    assertThat(once.next(Optional.empty(), TODAY)).contains(TODAY);
    assertThat(once.next(Optional.empty(), TODAY.plusDays(1))).isEmpty();
    assertThat(once.next(Optional.of(TODAY), TODAY)).isEmpty();
  }

  @Test
  void thoseOfASeriesReplaceTheBillsOwn() {
    assertThat(series("monthly 2026-01-15 15 15 none", false).next(Optional.empty(), TODAY))
        .contains(LocalDate.of(2026, 3, 15));
    BillDueDates ended = series("monthly 2026-01-15 15 15 none", true);
    assertThat(ended.next(Optional.empty(), TODAY)).isEmpty();
    assertThat(perMonth(ended, "10", "USD").amount()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "weekly, 12.00, USD, 52.00",
    "four-weekly, 12.00, USD, 13.00",
    "semi-monthly, 900.00, USD, 1800.00",
    "bimonthly, 9.99, USD, 5.00",
    "half-yearly, 100, JPY, 17",
    "yearly, 1.000, BHD, 0.083"
  })
  void spreadThePaymentsOfAYearOverItsMonths(
      String cadence, String amount, String currency, String expected) {
    BillDueDates dueDates = series(cadence + " 2026-01-15 15 28 none", false);
    assertThat(perMonth(dueDates, amount, currency).amount()).isEqualByComparingTo(expected);
  }
}
