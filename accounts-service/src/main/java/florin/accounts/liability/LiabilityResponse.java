package florin.accounts.liability;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.Quantity;
import florin.journal.database.Columns;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A debt on the wire. Payments are positive; what is owed is negative, as in balances.
 *
 * @param balance the latest balance of the account
 * @param interestRate a year, in percent: a decimal string
 * @param payoffDate when it matures or is expected to be paid off
 * @param observedAt when the values of the bank last changed
 */
record LiabilityResponse(
    UUID accountId,
    @Nullable String accountName,
    @Schema(allowableValues = {"credit", "mortgage", "student", "other"}) String kind,
    @Nullable Money balance,
    List<LiabilityAprResponse> aprs,
    @Nullable String interestRate,
    @Nullable String interestRateType,
    @Nullable Boolean overdue,
    @Nullable Money minimumPayment,
    @Nullable LocalDate nextPaymentDueDate,
    @Nullable Money lastPayment,
    @Nullable LocalDate lastPaymentDate,
    @Nullable Money lastStatementBalance,
    @Nullable LocalDate lastStatementDate,
    @Nullable Money pastDue,
    @Nullable Money originationPrincipal,
    @Nullable LocalDate originationDate,
    @Nullable LocalDate payoffDate,
    @Nullable String loanName,
    @Nullable String loanStatus,
    @Nullable String repaymentPlan,
    @Nullable Money escrowBalance,
    @Nullable Money outstandingInterest,
    @Nullable Money interestPaidThisYear,
    @Nullable Money principalPaidThisYear,
    Instant observedAt) {

  /**
   * An interest rate of a part of the debt.
   *
   * @param percentage a year: a decimal string
   */
  record LiabilityAprResponse(
      String type,
      String percentage,
      @Nullable Money balanceSubjectTo,
      @Nullable Money interestCharge) {}

  /** The same with one more rate. */
  LiabilityResponse and(LiabilityResponse other) {
    List<LiabilityAprResponse> both = new ArrayList<>(aprs);
    both.addAll(other.aprs);
    return new LiabilityResponse(
        accountId,
        accountName,
        kind,
        balance,
        both,
        interestRate,
        interestRateType,
        overdue,
        minimumPayment,
        nextPaymentDueDate,
        lastPayment,
        lastPaymentDate,
        lastStatementBalance,
        lastStatementDate,
        pastDue,
        originationPrincipal,
        originationDate,
        payoffDate,
        loanName,
        loanStatus,
        repaymentPlan,
        escrowBalance,
        outstandingInterest,
        interestPaidThisYear,
        principalPaidThisYear,
        observedAt);
  }

  /** A row has at most one rate: a debt of several has as many rows. */
  static LiabilityResponse of(Readable row) {
    return new LiabilityResponse(
        Columns.uuid(row, "account_id"),
        row.get("account_name", String.class),
        Columns.text(row, "kind"),
        money(row, "balance", "balance_currency"),
        aprs(row),
        percent(row, "interest_rate"),
        row.get("interest_rate_type", String.class),
        row.get("overdue", Boolean.class),
        money(row, "minimum_payment"),
        row.get("next_payment_due_date", LocalDate.class),
        money(row, "last_payment"),
        row.get("last_payment_date", LocalDate.class),
        money(row, "last_statement_balance"),
        row.get("last_statement_date", LocalDate.class),
        money(row, "past_due"),
        money(row, "origination_principal"),
        row.get("origination_date", LocalDate.class),
        row.get("payoff_date", LocalDate.class),
        row.get("loan_name", String.class),
        row.get("loan_status", String.class),
        row.get("repayment_plan", String.class),
        money(row, "escrow_balance"),
        money(row, "outstanding_interest"),
        money(row, "interest_paid_this_year"),
        money(row, "principal_paid_this_year"),
        Columns.instant(row, "at"));
  }

  private static List<LiabilityAprResponse> aprs(Readable row) {
    String type = row.get("apr_type", String.class);
    return type == null
        ? List.of()
        : List.of(
            new LiabilityAprResponse(
                type,
                new Quantity(Columns.decimal(row, "percentage")).toString(),
                money(row, "balance_subject_to"),
                money(row, "interest_charge")));
  }

  private static @Nullable String percent(Readable row, String column) {
    BigDecimal rate = row.get(column, BigDecimal.class);
    return rate == null ? null : new Quantity(rate).toString();
  }

  private static @Nullable Money money(Readable row, String column) {
    return money(row, column, "currency");
  }

  private static @Nullable Money money(Readable row, String column, String currency) {
    BigDecimal amount = row.get(column, BigDecimal.class);
    return amount == null ? null : new Money(amount, new CurrencyCode(Columns.text(row, currency)));
  }
}
