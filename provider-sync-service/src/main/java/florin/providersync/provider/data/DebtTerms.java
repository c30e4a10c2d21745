package florin.providersync.provider.data;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.Quantity;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The terms of a debt. Payments are positive; amounts owed are negative, as in balances.
 *
 * @param kind {@code credit}, {@code mortgage} or {@code student}
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
    Dated lastPayment,
    Dated lastStatement,
    Optional<Money> pastDue,
    Dated origination,
    Optional<LocalDate> payoffDate,
    Optional<String> loanName,
    Optional<String> loanStatus,
    Optional<String> repaymentPlan,
    Optional<Money> escrowBalance,
    Optional<Money> outstandingInterest,
    Optional<Money> interestPaidThisYear,
    Optional<Money> principalPaidThisYear) {

  public DebtTerms {
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

  /** An amount and its day; a bank may name only one of them. */
  public record Dated(Optional<Money> amount, Optional<LocalDate> date) {}
}
