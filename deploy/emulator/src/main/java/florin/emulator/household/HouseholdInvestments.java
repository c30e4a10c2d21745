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

/** The investments of the household: a brokerage account and a coin wallet. */
final class HouseholdInvestments {
  private static final String COIN = "CUR:" + Household.COIN;

  private static final List<String> NOT_TOLD =
      List.of("cusip", "isin", "sedol", "institution_security_id", "institution_id");

  private final long seed;
  private final LocalDate anchor;
  private final UnaryOperator<String> accounts;
  private final List<ObjectNode> transactions = new ArrayList<>();

  private HouseholdInvestments(long seed, LocalDate anchor, UnaryOperator<String> accounts) {
    this.seed = seed;
    this.anchor = anchor;
    this.accounts = accounts;
  }

  /** {@code accounts} gives an account of the plan the id it has in an Item. */
  static Portfolio of(long seed, LocalDate anchor, UnaryOperator<String> accounts) {
    return new HouseholdInvestments(seed, anchor, accounts).portfolio();
  }

  private Portfolio portfolio() {
    var securities =
        List.of(
            security("VTSAX", "Total Stock Market Index", "etf", "250", "XNYS"),
            security("ACME", "Acme Anvils Incorporated", "equity", "200", "XNAS"),
            security("BOND", "Intermediate Bond Fund", "mutual fund", "10", null),
            security("CUR:USD", "U S Dollar", "cash", "1", null),
            inCoins(security(COIN, "Dogecoin", "cryptocurrency", "1", null)));
    var holdings =
        List.of(
            holding(Household.BROKERAGE, "VTSAX", "100.25", "250", "18911.4"),
            holding(Household.BROKERAGE, "ACME", "45.5", "200", "10010"),
            holding(Household.BROKERAGE, "BOND", "695.214", "10", null),
            holding(Household.BROKERAGE, "CUR:USD", "1204.13", "1", "1204.13"),
            inCoins(holding(Household.WALLET, COIN, Household.COINS, "1", null)));
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
        COIN,
        "Buy Dogecoin",
        Household.COINS,
        "250",
        "0.16",
        "buy",
        "buy",
        "6.75");
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
    return Optional.ofNullable(ticker).filter(COIN::equals).isPresent()
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
    var scale = ticker.equals(COIN) ? value.scale() : 2;
    one.put(Portfolio.ACCOUNT, accounts.apply(account));
    one.put("cost_basis", cost == null ? null : new BigDecimal(cost));
    one.put("institution_price", new BigDecimal(price));
    one.put("institution_price_as_of", anchor.minusDays(1).toString());
    one.putNull("institution_price_datetime");
    one.put("institution_value", DecimalText.plain(value.setScale(scale, RoundingMode.HALF_EVEN)));
    one.put("iso_currency_code", "USD");
    one.put("quantity", new BigDecimal(quantity));
    one.put(Portfolio.SECURITY, id(ticker));
    one.putNull("unofficial_currency_code");
    one.putNull("vested_quantity");
    one.putNull("vested_value");
    return one;
  }

  /** The wallet counts coins: their price is one coin, and their value the balance. */
  private static ObjectNode inCoins(ObjectNode one) {
    one.putNull("iso_currency_code");
    return one.put("unofficial_currency_code", Household.COIN);
  }
}
