package florin.emulator.household;

import florin.emulator.data.DecimalText;
import florin.emulator.data.Ids;
import florin.emulator.data.Json;
import florin.emulator.data.Portfolio;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The investments and debts of the household: brokerage, coins, card and student loan. */
final class InvestmentsAndDebts {
  private static final List<String> NOT_TOLD =
      List.of("cusip", "isin", "sedol", "institution_security_id", "institution_id");

  private final long seed;
  private final LocalDate anchor;
  private final UnaryOperator<String> accounts;
  private final List<ObjectNode> transactions = new ArrayList<>();

  private InvestmentsAndDebts(long seed, LocalDate anchor, UnaryOperator<String> accounts) {
    this.seed = seed;
    this.anchor = anchor;
    this.accounts = accounts;
  }

  /** {@code accounts} gives an account of the plan the id it has in an Item. */
  static Portfolio of(
      Institution institution, long seed, LocalDate anchor, UnaryOperator<String> accounts) {
    var investmentsAndDebts = new InvestmentsAndDebts(seed, anchor, accounts);
    return switch (institution) {
      case PLATYPUS -> investmentsAndDebts.invested();
      case HOUNDSTOOTH -> investmentsAndDebts.owed();
      case FIRST_PLATYPUS, TOKENIZED -> Portfolio.empty();
    };
  }

  private Portfolio invested() {
    var securities =
        List.of(
            security("VTSAX", "Total Stock Market Index", "etf", "250", "XNYS"),
            security("ACME", "Acme Anvils Incorporated", "equity", "200", "XNAS"),
            security("BOND", "Intermediate Bond Fund", "mutual fund", "10", null),
            security("CUR:USD", "U S Dollar", "cash", "1", null),
            security("CUR:ETH", "Ethereum", "cryptocurrency", "2500.5", null));
    var holdings =
        List.of(
            holding(Household.BROKERAGE, "VTSAX", "100.25", "250", "18911.4"),
            holding(Household.BROKERAGE, "ACME", "45.5", "200", "10010"),
            holding(Household.BROKERAGE, "BOND", "695.214", "10", null),
            holding(Household.BROKERAGE, "CUR:USD", "1204.13", "1", "1204.13"),
            holding(Household.WALLET, "CUR:ETH", "0.123456789012345678", "2500.5", "250"));
    savings();
    income();
    trades();
    transactions.sort(Comparator.comparing(one -> one.path("date").asString("")));
    for (var ordinal = 0; ordinal < transactions.size(); ordinal++) {
      transactions
          .get(ordinal)
          .put(
              Portfolio.TRANSACTION,
              Ids.entity(seed, "investment", accounts.apply(Household.BROKERAGE), ordinal));
    }
    return new Portfolio(
        securities, holdings, List.copyOf(transactions), List.of(), Portfolio.noLiabilities());
  }

  /** A deposit and its purchases, every month. */
  private void savings() {
    CalendarDays.upTo(anchor)
        .monthly(5)
        .forEach(
            day -> {
              book(day, null, "Contribution", "0", "-500", null, "cash", "contribution", "0");
              book(day, "VTSAX", "Buy VTSAX", "2", "480.5", "240.25", "buy", "buy", "0");
            });
  }

  private void income() {
    CalendarDays.upTo(anchor)
        .monthly(20)
        .filter(day -> day.getMonthValue() % 3 == 0)
        .forEach(
            day -> {
              book(day, "ACME", "Dividend ACME", "0", "-31.85", null, "cash", "dividend", "0");
              book(day, null, "Advisory fee", "0", "12.5", null, "fee", "management fee", "12.5");
            });
  }

  private void trades() {
    book(
        anchor.minusDays(90),
        "ACME",
        "Sell ACME",
        "-4.5",
        "-893.05",
        "200",
        "sell",
        "sell",
        "6.95");
    book(
        anchor.minusDays(40),
        "CUR:ETH",
        "Buy Ethereum",
        "0.123456789012345678",
        "250",
        "2025",
        "buy",
        "buy",
        null);
  }

  private void book(
      LocalDate day,
      @Nullable String ticker,
      String name,
      String quantity,
      String amount,
      @Nullable String price,
      String type,
      String subtype,
      @Nullable String fees) {
    var one = Json.object();
    one.put(Portfolio.ACCOUNT, accounts.apply(account(ticker)));
    one.put("amount", new BigDecimal(amount));
    one.putNull("cancel_transaction_id");
    one.put("date", day.toString());
    one.put("fees", fees == null ? null : new BigDecimal(fees));
    one.put("iso_currency_code", "USD");
    one.put("name", name);
    one.put("price", new BigDecimal(price == null ? "0" : price));
    one.put("quantity", new BigDecimal(quantity));
    one.put(Portfolio.SECURITY, ticker == null ? null : id(ticker));
    one.put("subtype", subtype);
    one.put("type", type);
    one.putNull("unofficial_currency_code");
    transactions.add(one);
  }

  private static String account(@Nullable String ticker) {
    return Optional.ofNullable(ticker).filter("CUR:ETH"::equals).isPresent()
        ? Household.WALLET
        : Household.BROKERAGE;
  }

  /** Securities have the same id for all users. */
  private String id(String ticker) {
    return Ids.entity(seed, "security", ticker, 0);
  }

  private ObjectNode security(
      String ticker, String name, String type, String price, @Nullable String market) {
    var one = Json.object();
    one.put("close_price", new BigDecimal(price));
    one.put("close_price_as_of", anchor.minusDays(1).toString());
    NOT_TOLD.forEach(one::putNull);
    one.putNull("industry");
    one.put("is_cash_equivalent", type.equals("cash"));
    one.put("iso_currency_code", "USD");
    one.put("market_identifier_code", market);
    one.put("name", name);
    one.putNull("proxy_security_id");
    one.putNull("sector");
    one.put(Portfolio.SECURITY, id(ticker));
    one.put("subtype", type);
    one.put("ticker_symbol", ticker);
    one.put("type", type);
    one.putNull("unofficial_currency_code");
    one.putNull("update_datetime");
    one.putNull("option_contract");
    one.putNull("fixed_income");
    return one;
  }

  private ObjectNode holding(
      String account, String ticker, String quantity, String price, @Nullable String cost) {
    var one = Json.object();
    var value = new BigDecimal(quantity).multiply(new BigDecimal(price));
    one.put(Portfolio.ACCOUNT, accounts.apply(account));
    one.put("cost_basis", cost == null ? null : new BigDecimal(cost));
    one.put("institution_price", new BigDecimal(price));
    one.put("institution_price_as_of", anchor.minusDays(1).toString());
    one.putNull("institution_price_datetime");
    one.put("institution_value", DecimalText.plain(value.setScale(2, RoundingMode.HALF_EVEN)));
    one.put("iso_currency_code", "USD");
    one.put("quantity", new BigDecimal(quantity));
    one.put(Portfolio.SECURITY, id(ticker));
    one.putNull("unofficial_currency_code");
    one.putNull("vested_quantity");
    one.putNull("vested_value");
    return one;
  }

  private Portfolio owed() {
    var liabilities = Portfolio.noLiabilities();
    liabilities.putArray("credit").add(card());
    liabilities.putArray("student").add(student());
    return new Portfolio(List.of(), List.of(), List.of(), List.of(), liabilities);
  }

  private ObjectNode card() {
    var card = Json.object();
    card.put(Portfolio.ACCOUNT, accounts.apply(Household.CARD));
    var aprs = card.putArray("aprs");
    apr(aprs.addObject(), "21.24", "purchase_apr", "1562.32", "27.64");
    apr(aprs.addObject(), "29.99", "cash_apr", null, null);
    card.put("is_overdue", false);
    card.put("last_payment_amount", new BigDecimal("168.25"));
    card.put("last_payment_date", anchor.minusDays(12).toString());
    card.put("last_statement_balance", new BigDecimal("1708.77"));
    card.put("last_statement_issue_date", anchor.minusDays(20).toString());
    card.put("minimum_payment_amount", new BigDecimal("35"));
    card.put("next_payment_due_date", anchor.plusDays(8).toString());
    return card;
  }

  private static void apr(
      ObjectNode apr,
      String percentage,
      String type,
      @Nullable String balance,
      @Nullable String charge) {
    apr.put("apr_percentage", new BigDecimal(percentage));
    apr.put("apr_type", type);
    apr.put("balance_subject_to_apr", balance == null ? null : new BigDecimal(balance));
    apr.put("interest_charge_amount", charge == null ? null : new BigDecimal(charge));
  }

  private ObjectNode student() {
    var loan = Json.object();
    loan.put(Portfolio.ACCOUNT, accounts.apply(Household.LOAN));
    loan.put("account_number", "4277075694");
    loan.putArray("disbursement_dates").add(anchor.minusYears(7).toString());
    loan.put("expected_payoff_date", anchor.plusYears(6).toString());
    loan.put("guarantor", "DEPT OF ED");
    loan.put("interest_rate_percentage", new BigDecimal("5.25"));
    loan.put("is_overdue", false);
    loan.put("last_payment_amount", new BigDecimal("238.05"));
    loan.put("last_payment_date", anchor.minusDays(15).toString());
    loan.put("last_statement_balance", new BigDecimal("1721.05"));
    loan.put("last_statement_issue_date", anchor.minusDays(30).toString());
    loan.put("loan_name", "Consolidation");
    loan.putObject("loan_status")
        .put("end_date", anchor.plusYears(6).toString())
        .put("type", "repayment");
    loan.put("minimum_payment_amount", new BigDecimal("25"));
    loan.put("next_payment_due_date", anchor.plusDays(15).toString());
    loan.put("origination_date", anchor.minusYears(7).toString());
    loan.put("origination_principal_amount", new BigDecimal("25000"));
    loan.put("outstanding_interest_amount", new BigDecimal("6227.36"));
    loan.put("payment_reference_number", "4277075694");
    loan.putObject("pslf_status")
        .putNull("estimated_eligibility_date")
        .putNull("payments_made")
        .putNull("payments_remaining");
    loan.putObject("repayment_plan")
        .put("description", "Standard Repayment")
        .put("type", "standard");
    loan.put("sequence_number", "1");
    loan.putObject("servicer_address")
        .put("city", "San Matias")
        .put("country", "US")
        .put("postal_code", "99415")
        .put("region", "CA")
        .put("street", "123 Relaxation Road");
    loan.put("ytd_interest_paid", new BigDecimal("280.55"));
    loan.put("ytd_principal_paid", new BigDecimal("271.65"));
    return loan;
  }
}
