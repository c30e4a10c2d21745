package florin.planning.spending;

import florin.events.Money;
import florin.planning.calendar.Frequency;
import florin.planning.spending.SafeToSpendResponse.SafeToSpendCurrency;
import florin.planning.spending.bill.BillOccurrence;
import florin.planning.spending.bill.PlannedBill;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Accounts and bills of a day, and safe-to-spend computed from them. */
final class SafeToSpendFixture {

  static final LocalDate TODAY = LocalDate.of(2026, 3, 10);

  private SafeToSpendFixture() {}

  static SpendingAccount bank(
      @Nullable String current, @Nullable String available, String pending) {
    return cash("USD", current, available, true, pending, "0");
  }

  static SpendingAccount cash(
      String currency,
      @Nullable String current,
      @Nullable String available,
      boolean byBank,
      String pending,
      String since) {
    return new SpendingAccount(
        UUID.randomUUID(),
        "Checking",
        currency,
        Optional.ofNullable(current).map(text -> new BigDecimal(text).add(new BigDecimal(since))),
        Optional.ofNullable(available).map(BigDecimal::new),
        byBank,
        new BigDecimal(pending));
  }

  static PlannedBill bill(String amount, String first, Frequency frequency) {
    return bill(Money.of(amount, "USD"), first, frequency, null);
  }

  static PlannedBill bill(
      Money amount, String first, Frequency frequency, @Nullable String paidThrough) {
    return new PlannedBill(
        UUID.randomUUID(),
        UUID.randomUUID(),
        "Rent",
        amount,
        LocalDate.parse(first),
        frequency,
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(paidThrough).map(LocalDate::parse),
        Optional.empty(),
        List.of());
  }

  static SafeToSpend spendable(
      SpendingHorizon spendingHorizon,
      @Nullable String buffer,
      List<SpendingAccount> accounts,
      List<PlannedBill> bills) {
    LocalDate until = spendingHorizon.until(TODAY, Optional.empty());
    LocalDate lastsUntil = spendingHorizon.lastsUntil(TODAY, Optional.empty());
    return new SafeToSpend(
        spendingHorizon,
        TODAY,
        until,
        lastsUntil,
        Optional.ofNullable(buffer).map(amount -> Money.of(amount, "USD")),
        accounts,
        BillOccurrence.occurrences(bills, TODAY, lastsUntil),
        List.of());
  }

  static SafeToSpendCurrency usd(
      SpendingHorizon spendingHorizon,
      @Nullable String buffer,
      List<SpendingAccount> accounts,
      PlannedBill... bills) {
    return spendable(spendingHorizon, buffer, accounts, List.of(bills)).rows().stream()
        .filter(row -> row.currency().equals("USD"))
        .findFirst()
        .orElseThrow();
  }

  static List<String> reasons(SafeToSpendCurrency row) {
    return row.subtracted().stream()
        .map(s -> s.reason() + " " + s.amount().amount().toPlainString())
        .toList();
  }
}
