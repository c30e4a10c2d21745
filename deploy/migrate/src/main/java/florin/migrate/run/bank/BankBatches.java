package florin.migrate.run.bank;

import florin.migrate.client.FlorinHttp;
import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.account.PlannedAccount;
import florin.migrate.plan.account.PlannedItem;
import florin.migrate.plan.row.CurrencyText;
import florin.migrate.plan.row.Vocabulary;
import florin.migrate.plan.transaction.PlannedTransaction;
import florin.migrate.run.step.Amounts;
import florin.migrate.source.ExactAmounts;
import florin.migrate.source.SourceRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.util.RawValue;

/** The parts of an item in Plaid's shapes and signs: positive is money out, and a debt. */
final class BankBatches {

  /** Transactions of a part: the largest body that Florin accepts has 1 MiB. */
  private static final int MOST_BYTES = 700_000;

  private static final int MOST = 2_500;

  /** Investment transactions of a part, which has their securities too. */
  private static final int TRADES = 400;

  private static final int PRICE_DECIMALS = 10;

  private final MigrationPlan plan;
  private final PlannedItem item;
  private final Map<String, PlannedAccount> accounts = new LinkedHashMap<>();

  BankBatches(MigrationPlan plan, PlannedItem item) {
    this.plan = plan;
    this.item = item;
    plan.accounts().values().stream()
        .filter(account -> account.item().filter(item.id()::equals).isPresent())
        .forEach(account -> accounts.put(account.id(), account));
  }

  boolean isEmpty() {
    return accounts.isEmpty();
  }

  /**
   * The transactions in parts, all holdings in one, the trades in parts; none of them ends the
   * adoption. Each part is made when it is sent.
   */
  void forEachPart(String user, Consumer<BankPart> send) {
    List<RawValue> waiting = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    int bytes = 0;
    for (PlannedTransaction one : plan.transactions().values()) {
      if (one.fromBank() && accounts.containsKey(one.account())) {
        String transaction = FlorinHttp.JSON.writeValueAsString(transaction(one));
        int size = transaction.getBytes(StandardCharsets.UTF_8).length;
        if (waiting.size() == MOST || bytes + size > MOST_BYTES) {
          send.accept(part(user).with(BankPart.TRANSACTIONS, ids, waiting));
          waiting.clear();
          ids.clear();
          bytes = 0;
        }
        waiting.add(new RawValue(transaction));
        ids.add(one.id());
        bytes += size;
      }
    }
    if (!waiting.isEmpty()) {
      send.accept(part(user).with(BankPart.TRANSACTIONS, ids, waiting));
    }
    forHoldings(user, send);
    forEachPartOfTrades(user, send);
  }

  /** The part that ends the adoption: from here on the item is synced. */
  Map<String, Object> end(String user) {
    Map<String, Object> end = part(user).body();
    item.cursor().ifPresent(cursor -> end.put("cursor", cursor));
    end.put("complete", true);
    return end;
  }

  /** The item and its accounts, without transactions, holdings and trades. */
  BankPart part(String user) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("user_id", user);
    part.put("item_id", item.id());
    put(part, "access_token", item.token());
    put(part, "institution_id", item.institutionId());
    put(part, "institution_name", item.institutionName().map(Vocabulary::ofProvider));
    part.put("products", item.products());
    part.put("accounts", accounts.values().stream().map(BankBatches::account).toList());
    part.put("complete", false);
    return new BankPart(item.id(), part, List.of());
  }

  private static void put(Map<String, Object> to, String name, Optional<?> value) {
    value.ifPresent(
        present ->
            to.put(
                name,
                present instanceof LocalDate || present instanceof String
                    ? present.toString()
                    : present));
  }

  private static Map<String, Object> account(PlannedAccount one) {
    Map<String, Object> balances = new LinkedHashMap<>();
    one.balance()
        .ifPresent(balance -> balances.put("current", one.isDebt() ? balance.negate() : balance));
    balances.put("iso_currency_code", one.currency());
    Map<String, Object> account = new LinkedHashMap<>();
    account.put("account_id", one.id());
    account.put("balances", balances);
    account.put("name", one.name());
    account.put("type", one.type());
    put(account, "subtype", one.subtype().map(Vocabulary::ofProvider));
    return account;
  }

  private static Map<String, Object> transaction(PlannedTransaction one) {
    PlannedTransaction.Bank bank = one.bank();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("transaction_id", one.id());
    body.put("account_id", one.account());
    body.put("amount", one.amount().negate());
    body.put("iso_currency_code", one.currency());
    body.put("date", one.date().toString());
    body.put("name", one.name());
    body.put("pending", one.pending());
    put(body, "merchant_name", one.merchant());
    put(body, "authorized_date", bank.authorizedDate());
    put(body, "original_description", bank.originalDescription());
    put(body, "merchant_entity_id", bank.merchantEntityId());
    put(body, "pending_transaction_id", bank.pendingId());
    put(body, "payment_channel", bank.paymentChannel());
    put(body, "transaction_code", bank.transactionCode());
    put(body, "check_number", bank.checkNumber());
    put(body, "website", bank.website());
    put(body, "logo_url", bank.logoUrl());
    if (bank.categoryPrimary().isPresent() || bank.categoryDetailed().isPresent()) {
      Map<String, Object> category = new LinkedHashMap<>();
      put(category, "primary", bank.categoryPrimary());
      put(category, "detailed", bank.categoryDetailed());
      put(category, "confidence_level", bank.categoryConfidence());
      body.put("personal_finance_category", category);
    }
    return body;
  }

  private Map<String, SourceRow> securities() {
    Map<String, SourceRow> securities = new HashMap<>();
    plan.rowsOf("securities")
        .forEach(row -> row.text("security_id").ifPresent(id -> securities.put(id, row)));
    return securities;
  }

  private List<SourceRow> ofItem(String table) {
    return plan.rowsOf(table).stream()
        .filter(row -> accounts.containsKey(row.text("account_id").orElse("")))
        .toList();
  }

  private static List<Map<String, Object>> usedBy(
      List<SourceRow> rows, Map<String, SourceRow> securities) {
    return rows.stream()
        .flatMap(row -> row.text("security_id").stream())
        .filter(securities::containsKey)
        .distinct()
        .sorted()
        .map(id -> security(Objects.requireNonNull(securities.get(id))))
        .toList();
  }

  /** Holdings are a snapshot: all of them are in one part. */
  private void forHoldings(String user, Consumer<BankPart> send) {
    Map<String, SourceRow> securities = securities();
    List<SourceRow> rows = ofItem("investment_holdings");
    if (!rows.isEmpty()) {
      List<Map<String, Object>> holdings =
          rows.stream().map(row -> holding(row, securities)).toList();
      send.accept(
          part(user)
              .with("securities", usedBy(rows, securities))
              .with(BankPart.HOLDINGS, List.of(), holdings));
    }
  }

  private void forEachPartOfTrades(String user, Consumer<BankPart> send) {
    Map<String, SourceRow> securities = securities();
    List<SourceRow> rows = ofItem("investment_transactions");
    for (int from = 0; from < rows.size(); from += TRADES) {
      List<SourceRow> some = rows.subList(from, Math.min(rows.size(), from + TRADES));
      List<String> ids =
          some.stream().map(row -> row.text("investment_transaction_id").orElse("")).toList();
      List<Map<String, Object>> trades = some.stream().map(row -> trade(row, securities)).toList();
      send.accept(
          part(user)
              .with("securities", usedBy(some, securities))
              .with(BankPart.TRADES, ids, trades));
    }
  }

  private static BigDecimal money(SourceRow row, String column) {
    return Amounts.money(row, column).orElse(BigDecimal.ZERO);
  }

  private static Optional<BigDecimal> quantity(SourceRow row, String column) {
    return Amounts.exact(row, column, ExactAmounts.QUANTITY_DECIMALS);
  }

  private static Optional<String> date(SourceRow row, String column) {
    return Amounts.date(row, column).map(LocalDate::toString);
  }

  /** The price that the value of a holding follows from. */
  private static BigDecimal price(
      BigDecimal value, BigDecimal quantity, Optional<SourceRow> security) {
    return quantity.signum() == 0
        ? security.flatMap(of -> quantity(of, "institution_price")).orElse(BigDecimal.ZERO)
        : value.divide(quantity, PRICE_DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
  }

  private Map<String, Object> holding(SourceRow row, Map<String, SourceRow> securities) {
    BigDecimal quantity = quantity(row, "quantity").orElse(BigDecimal.ZERO);
    BigDecimal value = money(row, "institution_value");
    Optional<SourceRow> security =
        row.text("security_id").flatMap(id -> Optional.ofNullable(securities.get(id)));
    Map<String, Object> body = new LinkedHashMap<>();
    put(body, "account_id", row.text("account_id"));
    put(body, "security_id", row.text("security_id"));
    body.put("institution_price", price(value, quantity, security));
    body.put("institution_value", value);
    body.put("quantity", quantity);
    put(body, "cost_basis", Amounts.money(row, "cost_basis"));
    put(body, "institution_price_as_of", date(row, "as_of"));
    body.put("iso_currency_code", currency(row, security));
    return body;
  }

  private String currency(SourceRow row, Optional<SourceRow> security) {
    return CurrencyText.code(row.text("iso_currency_code"))
        .or(() -> security.flatMap(of -> CurrencyText.code(of.text("iso_currency_code"))))
        .or(() -> row.text("account_id").map(accounts::get).map(PlannedAccount::currency))
        .orElse("USD");
  }

  private static Optional<String> text(SourceRow row, String column) {
    return row.text(column).map(Vocabulary::ofProvider);
  }

  private Map<String, Object> trade(SourceRow row, Map<String, SourceRow> securities) {
    Map<String, Object> body = new LinkedHashMap<>();
    put(body, "investment_transaction_id", row.text("investment_transaction_id"));
    put(body, "account_id", row.text("account_id"));
    put(body, "security_id", row.text("security_id").filter(securities::containsKey));
    put(body, "date", date(row, "date"));
    body.put("name", text(row, "name").orElse("Investment transaction"));
    body.put("quantity", quantity(row, "quantity").orElse(BigDecimal.ZERO));
    body.put("amount", money(row, "amount"));
    put(body, "price", Amounts.money(row, "price"));
    put(body, "fees", Amounts.money(row, "fees").map(BigDecimal::abs));
    body.put("type", text(row, "type").orElse("other"));
    put(body, "subtype", text(row, "subtype"));
    body.put("iso_currency_code", currency(row, Optional.empty()));
    return body;
  }

  private static Map<String, Object> security(SourceRow row) {
    Map<String, Object> body = new LinkedHashMap<>();
    put(body, "security_id", row.text("security_id"));
    put(body, "name", text(row, "name"));
    put(body, "ticker_symbol", text(row, "ticker_symbol"));
    put(body, "isin", text(row, "isin"));
    put(body, "cusip", text(row, "cusip"));
    put(body, "type", text(row, "type"));
    body.put("is_cash_equivalent", row.flag("is_cash_equivalent"));
    put(body, "close_price", quantity(row, "institution_price"));
    put(body, "close_price_as_of", date(row, "institution_price_as_of"));
    put(body, "market_identifier_code", text(row, "market_identifier_code"));
    put(body, "iso_currency_code", CurrencyText.code(row.text("iso_currency_code")));
    return body;
  }
}
