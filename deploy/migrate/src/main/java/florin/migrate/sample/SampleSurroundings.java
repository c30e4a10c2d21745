package florin.migrate.sample;

import florin.migrate.plan.findings.FindingRule;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The tables of a sample around its accounts and transactions, with their faults. */
final class SampleSurroundings {

  private static final int HISTORY_DAYS = 30;

  /** How many days ago pyNance has stored a balance with the wrong sign, and a wrong one. */
  private static final int WITHOUT_SIGN = 4;

  private static final int CONTRADICTED = 6;

  private final SampleTables tables;
  private final boolean head;
  private final LocalDate last;
  private final Map<String, NavigableMap<LocalDate, BigDecimal>> movements;
  private final List<PlantedFault> faults;

  /**
   * @param movements the sum of each day's transactions by account, positive = money out
   */
  SampleSurroundings(
      SampleTables tables,
      boolean head,
      LocalDate last,
      Map<String, NavigableMap<LocalDate, BigDecimal>> movements,
      List<PlantedFault> faults) {
    this.tables = tables;
    this.head = head;
    this.last = last;
    this.movements = movements;
    this.faults = faults;
  }

  void write() throws SQLException {
    balances();
    habits();
    if (head) {
      investments();
      groups();
      planning();
    }
    tables
        .into("plaid_webhook_logs", "id", "event_type", "webhook_type", "webhook_code", "item_id")
        .row(1, "TRANSACTIONS:DEFAULT_UPDATE", "TRANSACTIONS", "DEFAULT_UPDATE", "item-ada")
        .write();
  }

  private void fault(String table, String key, FindingRule rule) {
    faults.add(new PlantedFault(table, key, rule));
  }

  private String day(int ago) {
    return last.minusDays(ago) + (head ? "" : " 00:00:00");
  }

  private void balances() throws SQLException {
    var rows = tables.into("account_history", "id", "account_id", "user_id", "date", "balance");
    int id = 0;
    for (String user : SampleDatabase.USERS) {
      for (int ago = 0; ago < 20; ago++) {
        rows.row(++id, user + "-cash", user, day(ago), 80 + ago);
      }
    }
    for (int ago = 0; ago < HISTORY_DAYS; ago++) {
      rows.row(++id, "ben-checking", "ben", day(ago), balance("ben-checking", ago).doubleValue());
      BigDecimal right = balance("cleo-checking", ago);
      BigDecimal stored =
          ago == WITHOUT_SIGN
              ? right.negate()
              : ago == CONTRADICTED ? right.add(BigDecimal.TEN) : right;
      rows.row(++id, "cleo-checking", "cleo", day(ago), stored.doubleValue());
    }
    rows.row(++id, "gone", "ada", day(1), 5);
    fault("account_history", String.valueOf(id), FindingRule.ORPHAN);
    rows.row(++id, "ada-cash", "ada", day(1), 5);
    fault("account_history", String.valueOf(id), FindingRule.DUPLICATE_ID);
    rows.write();
  }

  /** The balance of a bank's account at the end of a day. */
  private BigDecimal balance(String account, int ago) {
    return movements
        .getOrDefault(account, new TreeMap<>())
        .tailMap(last.minusDays(ago), false)
        .values()
        .stream()
        .reduce(SampleDatabase.BALANCE, BigDecimal::add);
  }

  private void habits() throws SQLException {
    tables
        .into(
            "recurring_transactions",
            "id",
            "transaction_id",
            "account_id",
            "frequency",
            "next_due_date",
            "notes")
        .row(1, "t1", "ben-checking", "monthly", day(-20), "by hand")
        .row(2, "gone", "ada-checking", "monthly", day(-20), null)
        .row(3, "t2", "cleo-checking", "~31d", day(-20), null)
        .write();
    fault("recurring_transactions", "2", FindingRule.ORPHAN);
    fault("recurring_transactions", "3", FindingRule.UNKNOWN_WORD);
    if (!head) {
      return;
    }
    tables
        .into("transaction_rules", "id", "user_id", "match_criteria", "action", "is_active")
        .row(
            1,
            "ada",
            "{\"description_pattern\": \"^COFFEE\"}",
            "{\"category\": \"Food and Drink - Coffee\"}",
            true)
        .row(2, "ben", "{\"merchant_name\": \"Cafe\"}", "{\"merchant_name\": \"Café\"}", false)
        .row(3, "ada", "oops", "{}", true)
        .write();
    fault("transaction_rules", "3", FindingRule.INVALID_JSON);
  }

  private void investments() throws SQLException {
    tables
        .into(
            "securities",
            "security_id",
            "name",
            "ticker_symbol",
            "type",
            "is_cash_equivalent",
            "institution_price",
            "iso_currency_code")
        .row("sec-1", "World Fund", "WLD", "etf", false, 100, "USD")
        .write();
    var holdings =
        tables.into(
            "investment_holdings",
            "id",
            "account_id",
            "security_id",
            "quantity",
            "cost_basis",
            "institution_value",
            "as_of");
    var trades =
        tables.into(
            "investment_transactions",
            "investment_transaction_id",
            "account_id",
            "security_id",
            "date",
            "amount",
            "price",
            "quantity",
            "fees",
            "type",
            "subtype",
            "name",
            "iso_currency_code");
    int id = 0;
    for (String user : SampleDatabase.USERS) {
      holdings.row(++id, user + "-broker", "sec-1", 90, 8000, 9000, day(1));
      trades.row(
          user + "-trade",
          user + "-broker",
          "sec-1",
          day(9),
          8000,
          88.88,
          90,
          1,
          "buy",
          "buy",
          "Buy World Fund",
          "USD");
    }
    holdings.row(++id, "ada-broker", "sec-gone", 1, 1, 1, day(1));
    fault("investment_holdings", String.valueOf(id), FindingRule.ORPHAN);
    trades.row(
        "cash-trade",
        "ada-broker",
        "sec-gone",
        day(9),
        -5,
        0,
        0,
        0,
        "cash",
        "dividend",
        "Dividend",
        "USD");
    fault("investment_transactions", "cash-trade", FindingRule.REFERENCE_DROPPED);
    holdings.write();
    trades.write();
  }

  private void groups() throws SQLException {
    tables
        .into("account_groups", "id", "user_id", "name", "position", "accent")
        .row("g1", "ada", "Daily", 0, "var(--color-accent-cyan)")
        .row("g2", "ben", "All", 0, null)
        .write();
    tables
        .into("account_group_memberships", "id", "group_id", "account_id", "position")
        .row(1, "g1", "ada-checking", 0)
        .row(2, "g1", "ada-card", 1)
        .row(3, "g2", "gone", 0)
        .row(4, "g1", "ada-card", 2)
        .write();
    fault("account_group_memberships", "3", FindingRule.ORPHAN);
    fault("account_group_memberships", "4", FindingRule.DUPLICATE_ID);
    tables
        .into("account_group_preferences", "id", "user_id", "active_group_id")
        .row(1, "ada", "g1")
        .row(2, "ben", "gone")
        .write();
    fault("account_group_preferences", "2", FindingRule.REFERENCE_DROPPED);
    tables
        .into("account_snapshot_preferences", "id", "user_id", "selected_account_ids")
        .row(1, "ada", "[\"ada-checking\", \"gone\"]")
        .write();
    fault("account_snapshot_preferences", "1", FindingRule.REFERENCE_DROPPED);
  }

  private void planning() throws SQLException {
    tables
        .into(
            "financial_goals",
            "id",
            "user_id",
            "account_id",
            "name",
            "target_amount",
            "due_date",
            "notes")
        .row(1, "ada", "ada-cash", "Bike", 900, day(-200), "a red one")
        .row(2, "ben", "ben-cash", "Trip", null, day(-200), null)
        .write();
    fault("financial_goals", "2", FindingRule.MISSING_VALUE);
    tables
        .into(
            "planning_scenarios",
            "id",
            "name",
            "account_id",
            "planning_balance_cents",
            "currency_code")
        .row("s1", "Baseline plan", "ada-checking", 123_456, "USD")
        .write();
    tables
        .into(
            "planned_bills",
            "id",
            "scenario_id",
            "name",
            "amount_cents",
            "due_date",
            "frequency",
            "origin",
            "account_id",
            "predicted")
        .row("b1", "s1", "Rent", 90_000, day(-5), "monthly", "manual", "ada-checking", false)
        .row("b2", "s1", "Club", 2_000, null, "sometimes", "manual", null, false)
        .row("b3", "gone", "Lost", 1, null, "monthly", "manual", null, false)
        .write();
    fault("planned_bills", "b2", FindingRule.UNKNOWN_WORD);
    fault("planned_bills", "b3", FindingRule.ORPHAN);
    tables
        .into("scenario_allocations", "id", "scenario_id", "target", "kind", "value")
        .row("a1", "s1", "savings:Rainy day", "percent", 20)
        .row("a2", "s1", "savings:Car", "share", 5)
        .write();
    fault("scenario_allocations", "a2", FindingRule.UNKNOWN_WORD);
  }
}
