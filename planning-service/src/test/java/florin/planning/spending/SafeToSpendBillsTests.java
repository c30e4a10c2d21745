package florin.planning.spending;

import static florin.planning.spending.SafeToSpendFixture.TODAY;
import static florin.planning.spending.SafeToSpendFixture.bank;
import static florin.planning.spending.SafeToSpendFixture.bill;
import static florin.planning.spending.SafeToSpendFixture.reasons;
import static florin.planning.spending.SafeToSpendFixture.usd;
import static org.assertj.core.api.Assertions.assertThat;

import florin.events.Money;
import florin.planning.calendar.Frequency;
import florin.planning.settings.PlanningSettings;
import florin.planning.spending.SafeToSpendResponse.SafeToSpendCurrency;
import florin.planning.spending.bill.BillOccurrence;
import florin.planning.spending.bill.PlannedBill;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The days on which bills are owed. */
class SafeToSpendBillsTests {

  private static List<String> owed(SpendingHorizon spendingHorizon, PlannedBill bill) {
    return BillOccurrence.occurrences(
            List.of(bill), TODAY, spendingHorizon.until(TODAY, Optional.empty()))
        .stream()
        .map(one -> one.date().toString())
        .toList();
  }

  /** Mended: the predecessor takes a bill off once, whatever its frequency. */
  @Test
  void comeAsOftenAsTheyAreDue() {
    assertThat(owed(SpendingHorizon.UNTIL_PAYDAY, bill("1", "2026-03-11", Frequency.WEEKLY)))
        .containsExactly("2026-03-11", "2026-03-18");
    assertThat(owed(SpendingHorizon.UNTIL_PAYDAY, bill("1", "2025-12-31", Frequency.SEMI_MONTHLY)))
        .containsExactly("2026-02-28", "2026-03-15");
  }

  /** C36: the user's day decides, not the server's. */
  @Test
  void c36TodayIsTheUsersDay() {
    PlanningSettings auckland =
        new PlanningSettings(ZoneId.of("Pacific/Auckland"), Optional.empty(), false);
    PlanningSettings honolulu =
        new PlanningSettings(ZoneId.of("Pacific/Honolulu"), Optional.empty(), false);
    PlannedBill bill = bill("30", "2026-04-01", Frequency.ONCE);
    LocalDate there = auckland.today(Instant.parse("2026-03-31T12:30:00Z"));
    assertThat(due(SpendingHorizon.TODAY, bill, there)).containsExactly("bill-due 30");
    LocalDate here = honolulu.today(Instant.parse("2026-04-01T08:00:00Z"));
    assertThat(here).isEqualTo("2026-03-31");
    assertThat(due(SpendingHorizon.TODAY, bill, here)).isEmpty();
    assertThat(due(SpendingHorizon.WEEK, bill, here)).containsExactly("bill-due 30");
  }

  private static List<String> due(
      SpendingHorizon spendingHorizon, PlannedBill bill, LocalDate today) {
    LocalDate until = spendingHorizon.until(today, Optional.empty());
    LocalDate lastsUntil = spendingHorizon.lastsUntil(today, Optional.empty());
    return new SafeToSpend(
            spendingHorizon,
            today,
            until,
            lastsUntil,
            Optional.empty(),
            List.of(),
            BillOccurrence.occurrences(List.of(bill), today, lastsUntil),
            List.of())
        .rows().stream()
            .flatMap(row -> row.subtracted().stream())
            .map(
                line ->
                    line.reason()
                        + " "
                        + line.amount().amount().stripTrailingZeros().toPlainString())
            .toList();
  }

  /** Mended: the predecessor forgets what was due yesterday. */
  @Test
  void areOwedWhenTheyAreOverdue() {
    assertThat(owed(SpendingHorizon.TODAY, bill("1", "2025-06-30", Frequency.ONCE)))
        .containsExactly("2025-06-30");
    SafeToSpendCurrency row =
        usd(
            SpendingHorizon.TODAY,
            null,
            List.of(bank("100", null, "0")),
            bill("30", "2026-03-09", Frequency.ONCE));
    assertThat(reasons(row)).containsExactly("bill-overdue 30.00");
  }

  @Test
  void ofARhythmAreOverdueOnceUnlessTheUserKeepsTrack() {
    assertThat(owed(SpendingHorizon.TODAY, bill("1", "2025-01-31", Frequency.MONTHLY)))
        .containsExactly("2026-02-28");
    Money one = Money.of("1", "USD");
    assertThat(
            owed(SpendingHorizon.TODAY, bill(one, "2025-01-31", Frequency.MONTHLY, "2025-12-31")))
        .containsExactly("2026-01-31", "2026-02-28");
    assertThat(
            owed(SpendingHorizon.TODAY, bill(one, "2025-01-31", Frequency.MONTHLY, "2026-02-28")))
        .isEmpty();
    assertThat(owed(SpendingHorizon.TODAY, bill(one, "2026-03-10", Frequency.ONCE, "2026-03-10")))
        .isEmpty();
  }

  @Test
  void thatCostNothingAreNotOwed() {
    assertThat(owed(SpendingHorizon.WEEK, bill("0", "2026-03-10", Frequency.WEEKLY))).isEmpty();
  }
}
