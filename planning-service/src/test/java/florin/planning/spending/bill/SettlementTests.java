package florin.planning.spending.bill;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.Money;
import florin.planning.calendar.Frequency;
import florin.planning.mark.OccurrenceMark.Present;
import florin.planning.mark.OccurrenceStatus;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettlementTests {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);
  private static final UUID ACCOUNT = new UUID(0, 1);
  private static final UUID CATEGORY = new UUID(0, 2);

  private static PlannedBill bill(String amount, String first, Frequency frequency) {
    return bill("Rent", amount, first, frequency, ACCOUNT, null);
  }

  private static PlannedBill bill(
      String name,
      String amount,
      String first,
      Frequency frequency,
      @Nullable UUID account,
      @Nullable String paidThrough) {
    return new PlannedBill(
        UUID.randomUUID(),
        UUID.randomUUID(),
        name,
        Money.of(amount, "USD"),
        LocalDate.parse(first),
        frequency,
        Optional.ofNullable(account),
        Optional.of(CATEGORY),
        Optional.ofNullable(paidThrough).map(LocalDate::parse),
        Optional.empty(),
        List.of());
  }

  private static PlannedBill marked(PlannedBill bill, Present... marks) {
    return new PlannedBill(
        bill.id(),
        bill.scenario(),
        bill.name(),
        bill.amount(),
        bill.first(),
        bill.frequency(),
        bill.account(),
        bill.category(),
        bill.paidThrough(),
        bill.series(),
        List.of(marks));
  }

  private static Present mark(String due, OccurrenceStatus status, BillPayment... notPaidBy) {
    return new Present(
        UUID.randomUUID(),
        UUID.randomUUID(),
        LocalDate.parse(due),
        Optional.of(status),
        Arrays.stream(notPaidBy).map(BillPayment::transaction).collect(Collectors.toSet()));
  }

  @Test
  void aTransactionThatTheUserDeclaredNotToPayTheBillSettlesNoneOfItsDays() {
    PlannedBill weekly = bill("10", "2026-03-03", Frequency.WEEKLY);
    BillPayment payment = payment("-10", "2026-03-03");
    PlannedBill unpaid = marked(weekly, mark("2026-03-03", OccurrenceStatus.UNPAID, payment));
    assertThat(paid(unpaid, payment))
        .containsExactly("2026-03-03", "2026-03-10", "2026-03-17", "2026-03-24");
    assertThat(paid(unpaid, payment, payment("-10", "2026-03-04")))
        .containsExactly("2026-03-03 paid", "2026-03-10", "2026-03-17", "2026-03-24");
    assertThat(paid(unpaid, payment, payment("-10", "2026-03-10")))
        .containsExactly("2026-03-03", "2026-03-10 paid", "2026-03-17", "2026-03-24");
  }

  @Test
  void markedDaysAreOwedAsTheyAreMarkedWhateverThePlanKeepsTrackOf() {
    PlannedBill monthly =
        bill("Rent", "10", "2025-01-01", Frequency.MONTHLY, ACCOUNT, "2026-02-28");
    assertThat(paid(monthly)).containsExactly("2026-03-01");
    assertThat(paid(marked(monthly, mark("2025-12-01", OccurrenceStatus.UNPAID))))
        .containsExactly("2025-12-01", "2026-03-01");
    assertThat(paid(marked(monthly, mark("2026-03-01", OccurrenceStatus.PAID)))).isEmpty();
    // not a due date any more, and one that moved by a day
    assertThat(paid(marked(monthly, mark("2025-12-15", OccurrenceStatus.UNPAID))))
        .containsExactly("2026-03-01");
    assertThat(paid(marked(monthly, mark("2025-12-02", OccurrenceStatus.UNPAID))))
        .containsExactly("2025-12-01", "2026-03-01");
  }

  @Test
  void thePaymentOfADayThatIsMarkedAsPaidSettlesNoOtherDay() {
    PlannedBill weekly = bill("Gym", "10", "2026-03-03", Frequency.WEEKLY, ACCOUNT, "2026-02-28");
    PlannedBill marked = marked(weekly, mark("2026-03-10", OccurrenceStatus.PAID));
    assertThat(paid(marked, payment("-10", "2026-03-09")))
        .containsExactly("2026-03-03", "2026-03-17", "2026-03-24");
  }

  private static BillPayment payment(String amount, String date) {
    return payment(amount, date, ACCOUNT, "Booking", Set.of(), false);
  }

  private static BillPayment payment(
      String amount,
      String date,
      UUID account,
      String text,
      Set<UUID> categories,
      boolean transfer) {
    return new BillPayment(
        UUID.randomUUID(),
        account,
        new BigDecimal(amount),
        "USD",
        LocalDate.parse(date),
        categories,
        transfer,
        PayeeMatch.of(text, Optional.empty()),
        Set.of());
  }

  private static List<String> paid(PlannedBill bill, BillPayment... payments) {
    return paid(TODAY, bill, payments);
  }

  private static List<String> paid(LocalDate today, PlannedBill bill, BillPayment... payments) {
    LocalDate until = today.plusDays(14);
    return Settlement.of(
            BillOccurrence.occurrences(List.of(bill), today, until), Arrays.asList(payments))
        .stream()
        .map(one -> one.date() + (one.payment().isPresent() ? " paid" : ""))
        .toList();
  }

  private static List<String> unpaid(LocalDate today, PlannedBill bill, BillPayment... payments) {
    return paid(today, bill, payments).stream().filter(day -> !day.endsWith("paid")).toList();
  }

  @Test
  void aPaymentIsOfTheAmountWithinOnePercent() {
    PlannedBill rent = bill("900", "2026-03-10", Frequency.ONCE);
    assertThat(paid(rent, payment("-900", "2026-03-10"))).containsExactly("2026-03-10 paid");
    assertThat(paid(rent, payment("-900.00", "2026-03-04"))).containsExactly("2026-03-10 paid");
    assertThat(paid(rent, payment("-900", "2026-03-03"))).containsExactly("2026-03-10");
    assertThat(paid(rent, payment("-899.99", "2026-03-10"))).containsExactly("2026-03-10 paid");
    assertThat(paid(rent, payment("-909", "2026-03-10"))).containsExactly("2026-03-10 paid");
    assertThat(paid(rent, payment("-909.01", "2026-03-10"))).containsExactly("2026-03-10");
    assertThat(paid(rent, payment("-890.99", "2026-03-10"))).containsExactly("2026-03-10");
    assertThat(paid(rent, payment("900", "2026-03-10"))).containsExactly("2026-03-10");
  }

  @Test
  void aPaymentSettlesOneDayAndTheNearest() {
    PlannedBill weekly = bill("10", "2026-03-03", Frequency.WEEKLY);
    assertThat(paid(weekly, payment("-10", "2026-03-03")))
        .containsExactly("2026-03-03 paid", "2026-03-10", "2026-03-17", "2026-03-24");
    assertThat(paid(weekly, payment("-10", "2026-03-03"), payment("-10", "2026-03-09")))
        .containsExactly("2026-03-03 paid", "2026-03-10 paid", "2026-03-17", "2026-03-24");
  }

  @Test
  void aPaymentComesFromTheAccountOfTheBill() {
    PlannedBill rent = bill("10", "2026-03-10", Frequency.ONCE);
    BillPayment elsewhere =
        payment("-10", "2026-03-10", UUID.randomUUID(), "Rent", Set.of(CATEGORY), false);
    assertThat(paid(rent, elsewhere)).containsExactly("2026-03-10");
  }

  @Test
  void anAmountAloneSettlesNothing() {
    PlannedBill rent = bill("Rent", "10", "2026-03-10", Frequency.ONCE, null, null);
    UUID any = UUID.randomUUID();
    assertThat(paid(rent, payment("-10", "2026-03-10", any, "Groceries", Set.of(), false)))
        .containsExactly("2026-03-10");
    assertThat(paid(rent, payment("-10", "2026-03-10", any, "CURRENT FEE", Set.of(), false)))
        .containsExactly("2026-03-10");
    assertThat(paid(rent, payment("-10", "2026-03-10", any, "RENT, March", Set.of(), false)))
        .containsExactly("2026-03-10 paid");
    assertThat(paid(rent, payment("-10", "2026-03-10", any, "Flat", Set.of(CATEGORY), false)))
        .containsExactly("2026-03-10 paid");
  }

  @Test
  void aTransferSettlesNothing() {
    PlannedBill rent = bill("10", "2026-03-10", Frequency.ONCE);
    assertThat(paid(rent, payment("-10", "2026-03-10", ACCOUNT, "To savings", Set.of(), true)))
        .containsExactly("2026-03-10");
    assertThat(paid(rent, payment("-10", "2026-03-10", ACCOUNT, "Rent by wire", Set.of(), true)))
        .containsExactly("2026-03-10 paid");
  }

  /** C35: paid the day before it was due, it is charged neither then nor later. */
  @Test
  void c35PaidEarly() {
    BillPayment early = payment("-89.90", "2026-04-26");
    for (String first : List.of("2026-04-27", "2026-01-27")) {
      PlannedBill bill = bill("89.90", first, Frequency.MONTHLY);
      for (String today : List.of("2026-04-26", "2026-04-27", "2026-04-28")) {
        assertThat(unpaid(LocalDate.parse(today), bill, early)).as(today).isEmpty();
      }
      assertThat(unpaid(LocalDate.parse("2026-05-20"), bill, early)).containsExactly("2026-05-27");
    }
  }

  /** C35: paid a day late, the next month is still owed. */
  @Test
  void c35PaidLate() {
    PlannedBill bill = bill("30.90", "2026-07-01", Frequency.MONTHLY);
    BillPayment late = payment("-30.90", "2026-07-02");
    assertThat(unpaid(LocalDate.parse("2026-07-02"), bill, late)).isEmpty();
    assertThat(unpaid(LocalDate.parse("2026-07-25"), bill, late)).containsExactly("2026-08-01");
    PlannedBill declared =
        bill("Rent", "30.90", "2026-07-01", Frequency.MONTHLY, ACCOUNT, "2026-07-01");
    assertThat(unpaid(LocalDate.parse("2026-07-02"), declared)).isEmpty();
    assertThat(unpaid(LocalDate.parse("2026-07-25"), declared)).containsExactly("2026-08-01");
    assertThat(unpaid(LocalDate.parse("2026-07-25"), declared, late)).containsExactly("2026-08-01");
  }

  /** The payment of a day that is declared paid settles no later day. */
  @Test
  void aLatePaymentOfADeclaredDaySettlesNoOther() {
    PlannedBill weekly = bill("Rent", "10", "2026-03-04", Frequency.WEEKLY, ACCOUNT, "2026-03-04");
    assertThat(unpaid(TODAY, weekly, payment("-10", "2026-03-07")))
        .containsExactly("2026-03-11", "2026-03-18");
  }

  /** C35: one payment pays one bill, and the bill that it names. */
  @Test
  void c35OnePaymentPaysOneBill() {
    PlannedBill one = bill("Gym", "20.00", "2026-03-10", Frequency.ONCE, ACCOUNT, null);
    PlannedBill two = bill("Phone", "20.00", "2026-03-10", Frequency.ONCE, ACCOUNT, null);
    List<BillOccurrence> owed = BillOccurrence.occurrences(List.of(one, two), TODAY, TODAY);
    assertThat(Settlement.of(owed, List.of(payment("-20.00", "2026-03-10"))))
        .filteredOn(bill -> bill.payment().isPresent())
        .hasSize(1);
    BillPayment named = payment("-20.00", "2026-03-10", ACCOUNT, "PHONE CO", Set.of(), false);
    assertThat(Settlement.of(owed, List.of(named)))
        .filteredOn(bill -> bill.payment().isPresent())
        .singleElement()
        .extracting(BillOccurrence::bill)
        .isEqualTo(two);
  }

  /** Who keeps track of payments has every day that is not paid. */
  @Test
  void earlierDaysAreOwedOnlyIfTheUserKeepsTrack() {
    BillPayment last = payment("-10", "2026-03-09");
    assertThat(unpaid(TODAY, bill("10", "2026-01-09", Frequency.MONTHLY), last)).isEmpty();
    assertThat(
            unpaid(
                TODAY,
                bill("Rent", "10", "2026-01-09", Frequency.MONTHLY, ACCOUNT, "2026-01-09"),
                last))
        .containsExactly("2026-02-09");
  }

  @Test
  void anAmountThatDiffersByACentSettles() {
    assertThat(paid(bill("0.50", "2026-03-10", Frequency.ONCE), payment("-0.51", "2026-03-10")))
        .containsExactly("2026-03-10 paid");
    assertThat(paid(bill("0.50", "2026-03-10", Frequency.ONCE), payment("-0.52", "2026-03-10")))
        .containsExactly("2026-03-10");
    assertThat(paid(bill("61.20", "2026-03-10", Frequency.ONCE), payment("-61.21", "2026-03-10")))
        .containsExactly("2026-03-10 paid");
  }
}
