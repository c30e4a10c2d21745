package florin.emulator.household;

import florin.emulator.data.Json;
import florin.emulator.data.Portfolio;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The debts of the household, card and student loan: their terms follow from their ledgers. */
final class HouseholdDebts {
  private static final BigDecimal PERCENT = new BigDecimal("5.25");
  private static final BigDecimal MONTHS = BigDecimal.valueOf(1_200);

  private final DebtLedger card;
  private final DebtLedger loan;
  private final LocalDate anchor;
  private final LocalDate statement;
  private final UnaryOperator<String> accounts;

  private HouseholdDebts(Household.Part part, LocalDate anchor, UnaryOperator<String> accounts) {
    this.card = DebtLedger.of(part, Household.CARD, InternalTransfers.CARD_PAYMENT);
    this.loan = DebtLedger.of(part, Household.LOAN, InternalTransfers.LOAN_PAYMENT);
    this.anchor = anchor;
    this.statement = YearMonth.from(anchor).minusMonths(1).atEndOfMonth();
    this.accounts = accounts;
  }

  /** {@code accounts} gives an account of the plan the id it has in an Item. */
  static Portfolio of(Household.Part part, LocalDate anchor, UnaryOperator<String> accounts) {
    var debts = new HouseholdDebts(part, anchor, accounts);
    var liabilities = Portfolio.noLiabilities();
    liabilities.putArray("credit").add(debts.card());
    liabilities.putArray("student").add(debts.student());
    return new Portfolio(List.of(), List.of(), List.of(), List.of(), liabilities);
  }

  private ObjectNode card() {
    var one = debt(Household.CARD, card, InternalTransfers.CARD_DUE);
    var aprs = one.putArray("aprs");
    apr(
        aprs.addObject(),
        "21.24",
        "purchase_apr",
        card.balance(statement),
        card.interest(statement.withDayOfMonth(1), statement));
    apr(aprs.addObject(), "29.99", "cash_apr", null, null);
    one.put("minimum_payment_amount", new BigDecimal("35"));
    return one;
  }

  /** The parts that debts of both kinds have. */
  private ObjectNode debt(String account, DebtLedger ledger, int dayDue) {
    var last = ledger.lastPayment();
    var one = Json.object();
    one.put(Portfolio.ACCOUNT, accounts.apply(account));
    one.put("is_overdue", false);
    one.put("last_payment_amount", last.amount().negate());
    one.put("last_payment_date", last.details().date().toString());
    one.put("last_statement_balance", ledger.balance(statement));
    one.put("last_statement_issue_date", statement.toString());
    one.put("next_payment_due_date", ledger.nextDue(dayDue).toString());
    return one;
  }

  private static void apr(
      ObjectNode apr,
      String percentage,
      String type,
      @Nullable BigDecimal balance,
      @Nullable BigDecimal charge) {
    apr.put("apr_percentage", new BigDecimal(percentage));
    apr.put("apr_type", type);
    apr.put("balance_subject_to_apr", balance);
    apr.put("interest_charge_amount", charge);
  }

  private ObjectNode student() {
    var one = debt(Household.LOAN, loan, InternalTransfers.LOAN_DUE);
    var lastPaid = loan.lastPayment().details().date();
    var newYear = anchor.withDayOfYear(1);
    var paid = loan.paid(newYear, anchor);
    var interest = loan.interest(newYear, lastPaid).min(paid);
    var payoff = payoff().toString();
    one.put("account_number", "4277075694");
    one.putArray("disbursement_dates").add(anchor.minusYears(7).toString());
    one.put("expected_payoff_date", payoff);
    one.put("guarantor", "DEPT OF ED");
    one.put("interest_rate_percentage", PERCENT);
    one.put("loan_name", "Consolidation");
    one.putObject("loan_status").put("end_date", payoff).put("type", "repayment");
    one.put("minimum_payment_amount", InternalTransfers.LOAN_INSTALMENT);
    one.put("origination_date", anchor.minusYears(7).toString());
    one.put("origination_principal_amount", new BigDecimal("25000"));
    one.put("outstanding_interest_amount", loan.interest(lastPaid.plusDays(1), anchor));
    one.put("payment_reference_number", "4277075694");
    one.putObject("pslf_status")
        .putNull("estimated_eligibility_date")
        .putNull("payments_made")
        .putNull("payments_remaining");
    one.putObject("repayment_plan")
        .put("description", "Standard Repayment")
        .put("type", "standard");
    one.put("sequence_number", "1");
    one.putObject("servicer_address")
        .put("city", "San Matias")
        .put("country", "US")
        .put("postal_code", "99415")
        .put("region", "CA")
        .put("street", "123 Relaxation Road");
    one.put("ytd_interest_paid", interest);
    one.put("ytd_principal_paid", paid.subtract(interest));
    return one;
  }

  /** The interest of a month. */
  static BigDecimal monthlyInterest(BigDecimal balance) {
    return balance.multiply(PERCENT).divide(MONTHS, 2, RoundingMode.HALF_EVEN);
  }

  /** The day of the last instalment. */
  private LocalDate payoff() {
    var balance = loan.balance(anchor);
    var due = loan.nextDue(InternalTransfers.LOAN_DUE);
    while (balance.compareTo(InternalTransfers.LOAN_INSTALMENT) > 0) {
      balance = balance.subtract(InternalTransfers.LOAN_INSTALMENT);
      balance = balance.add(monthlyInterest(balance));
      due = due.plusMonths(1);
    }
    return due;
  }
}
