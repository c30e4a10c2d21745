package florin.emulator.household;

import florin.emulator.bank.Amounts;
import florin.emulator.bank.Details;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the habits write their movements; what lies outside the known days is dropped. */
final class Ledger {
  private final Days days;
  private final List<Draft> drafts = new ArrayList<>();

  Ledger(Days days) {
    this.days = days;
  }

  Days days() {
    return days;
  }

  /** An electronic booking of a known kind. */
  Details booking(BigDecimal amount, LocalDate date, String name, String category, String code) {
    return new Details(
        amount, "USD", date, date, name, null, name, category, "HIGH", "other", code, null, null);
  }

  /** A purchase at a merchant, authorized some days before it posts. */
  Details purchase(
      BigDecimal amount,
      LocalDate authorized,
      int daysToPost,
      Merchant merchant,
      @Nullable String city) {
    return new Details(
        amount,
        "USD",
        authorized.plusDays(daysToPost),
        authorized,
        merchant.name(),
        merchant.name(),
        merchant.statement(),
        merchant.category(),
        "VERY_HIGH",
        merchant.channel(),
        "purchase",
        null,
        city);
  }

  void post(String account, Details details) {
    if (days.contains(details.date())) {
      drafts.add(new Draft(account, false, details));
    }
  }

  /** Pending as of the last day; its date is the day it occurred. */
  void hold(String account, Details details) {
    if (days.contains(details.authorizedDate())) {
      drafts.add(new Draft(account, true, details.withDate(details.authorizedDate())));
    }
  }

  /** What an account spent less refunds, payments to it apart, between two days, both included. */
  BigDecimal spent(String account, LocalDate from, LocalDate to) {
    return drafts.stream()
        .filter(draft -> draft.account().equals(account) && !draft.pending())
        .filter(draft -> !draft.details().date().isBefore(from))
        .filter(draft -> !draft.details().date().isAfter(to))
        .filter(draft -> !draft.details().category().startsWith("LOAN_PAYMENTS"))
        .map(Draft::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The deepest an account that starts at zero falls. */
  BigDecimal lowest(String account) {
    var balance = BigDecimal.ZERO;
    var lowest = BigDecimal.ZERO;
    for (var draft : drafts()) {
      if (draft.account().equals(account)) {
        balance = balance.subtract(draft.amount());
        lowest = lowest.min(balance);
      }
    }
    return Amounts.plain(lowest);
  }

  /** Oldest first; the order of writing decides within a day. */
  List<Draft> drafts() {
    return drafts.stream().sorted(Comparator.comparing(draft -> draft.details().date())).toList();
  }
}
