package florin.accounts.liability;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.Quantity;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The rates, payments and dates of a debt. Payments are positive; what is owed is negative, as in
 * balances.
 *
 * @param kind {@code credit}, {@code mortgage}, {@code student} or {@code other}
 * @param interestRate a year, in percent
 * @param payoffDate when it matures or is expected to be paid off
 */
public record DebtTerms(
    String kind,
    CurrencyCode currency,
    List<Apr> aprs,
    Optional<Quantity> interestRate,
    Optional<String> interestRateType,
    Optional<Boolean> overdue,
    Optional<Money> minimumPayment,
    Optional<LocalDate> nextPaymentDueDate,
    Payment lastPayment,
    Payment lastStatement,
    Optional<Money> pastDue,
    Payment origination,
    Optional<LocalDate> payoffDate,
    Optional<String> loanName,
    Optional<String> loanStatus,
    Optional<String> repaymentPlan,
    Optional<Money> escrowBalance,
    Optional<Money> outstandingInterest,
    Optional<Money> interestPaidThisYear,
    Optional<Money> principalPaidThisYear) {

  private static final List<String> KINDS = List.of("credit", "mortgage", "student");

  public DebtTerms {
    kind = KINDS.contains(kind) ? kind : "other";
    aprs = List.copyOf(aprs);
  }

  /**
   * An interest rate of a part of the debt.
   *
   * @param percentage a year
   */
  public record Apr(
      String type,
      Quantity percentage,
      Optional<Money> balanceSubjectTo,
      Optional<Money> interestCharge) {}

  /** An amount and its day; a bank may report only one of them. */
  public record Payment(Optional<Money> amount, Optional<LocalDate> date) {}
}
