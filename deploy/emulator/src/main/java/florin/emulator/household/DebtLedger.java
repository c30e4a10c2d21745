package florin.emulator.household;

import florin.emulator.data.DecimalText;
import florin.emulator.household.value.TransactionDraft;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Predicate;

/**
 * The booked transactions of a debt, oldest first.
 *
 * @param opening owed before the first of them
 * @param payment the category of payments
 */
record DebtLedger(BigDecimal opening, List<TransactionDraft> booked, String payment) {

  static DebtLedger of(Household.Part part, String account, String payment) {
    var plan =
        part.plans().stream().filter(one -> one.key().equals(account)).findFirst().orElseThrow();
    return new DebtLedger(
        plan.opening(),
        part.drafts().stream()
            .filter(one -> one.account().equals(account) && !one.pending())
            .filter(one -> one.details().currency().equals(plan.currency()))
            .toList(),
        payment);
  }

  /** Owed at the end of a day. */
  BigDecimal balance(LocalDate day) {
    return DecimalText.plain(opening.add(sum(LocalDate.MIN, day, _ -> true)));
  }

  TransactionDraft lastPayment() {
    return booked.stream().filter(this::isPayment).reduce((_, later) -> later).orElseThrow();
  }

  /** Payments between two days, both included, as a positive amount. */
  BigDecimal paid(LocalDate from, LocalDate to) {
    return sum(from, to, this::isPayment).negate();
  }

  /** Interest charged between two days, both included. */
  BigDecimal interest(LocalDate from, LocalDate to) {
    return sum(from, to, one -> one.details().category().equals(InternalTransfers.INTEREST_CHARGE));
  }

  /** The due date of the month after that of the last payment. */
  LocalDate nextDue(int day) {
    return YearMonth.from(lastPayment().details().date()).plusMonths(1).atDay(day);
  }

  private boolean isPayment(TransactionDraft draft) {
    return draft.details().category().equals(payment);
  }

  private BigDecimal sum(LocalDate from, LocalDate to, Predicate<TransactionDraft> counted) {
    return booked.stream()
        .filter(one -> !one.details().date().isBefore(from) && !one.details().date().isAfter(to))
        .filter(counted)
        .map(TransactionDraft::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
