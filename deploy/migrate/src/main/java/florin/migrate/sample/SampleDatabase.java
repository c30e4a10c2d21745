package florin.migrate.sample;

import florin.migrate.plan.findings.FindingRule;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/**
 * Makes a database in the head shape or in the older shape of pyNance with three users, a bank's
 * and a manual account each.
 */
public final class SampleDatabase {

  public static final List<String> USERS = List.of("ada", "ben", "cleo");

  /** Of each bank's current account. */
  static final BigDecimal BALANCE = new BigDecimal("1234.5");

  private static final String[] NAMES = {
    "COFFEE HOUSE", "GROCERY MART", "CITY TRANSIT", "STREAMING PLUS", "HARDWARE STORE"
  };

  private final SampleTables tables;
  private final boolean head;
  private final int transactions;
  private final LocalDate last;
  private final Random random;
  private final List<PlantedFault> faults = new ArrayList<>();
  private final Map<String, NavigableMap<LocalDate, BigDecimal>> movements = new HashMap<>();

  private SampleDatabase(SampleTables tables, boolean head, int transactions, LocalDate last) {
    this.tables = tables;
    this.head = head;
    this.transactions = transactions;
    this.last = last;
    this.random = new Random(transactions);
  }

  /** Fills an SQLite file that does not exist yet. */
  public static List<PlantedFault> sqlite(
      Path file, String shape, int transactions, LocalDate last) {
    return fill("jdbc:sqlite:" + file.toAbsolutePath(), shape, transactions, last);
  }

  /**
   * Fills an empty database.
   *
   * @param shape {@code head} or {@code older}
   * @param last the newest day
   * @return the faults in it
   */
  public static List<PlantedFault> fill(
      String address, String shape, int transactions, LocalDate last) {
    try (Connection connection = DriverManager.getConnection(address)) {
      connection.setAutoCommit(false);
      SampleDatabase sample =
          new SampleDatabase(
              new SampleTables(connection, shape), shape.equals("head"), transactions, last);
      sample.fill();
      connection.commit();
      return List.copyOf(sample.faults);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void fill() throws SQLException {
    logins();
    classifications();
    rows();
    new SampleSurroundings(tables, head, last, movements, faults).write();
    new SampleFaults(tables, head, last, faults).write();
  }

  private void fault(String table, String key, FindingRule rule) {
    faults.add(new PlantedFault(table, key, rule));
  }

  private String day(int ago) {
    return last.minusDays(ago) + (head ? "" : " 00:00:00");
  }

  private void logins() throws SQLException {
    var institutions = tables.into("institutions", "id", "name", "provider");
    var items =
        tables.into(
            "plaid_items",
            "id",
            "user_id",
            "item_id",
            "access_token",
            "institution_name",
            "product",
            "is_active");
    var accounts =
        tables.into(
            "accounts",
            "id",
            "account_id",
            "user_id",
            "name",
            "type",
            "subtype",
            "institution_name",
            "institution_db_id",
            "status",
            "is_hidden",
            "balance",
            "link_type",
            "access_token",
            "is_investment",
            "investment_has_holdings",
            "investment_has_transactions");
    var links =
        tables.into(
            "plaid_accounts",
            "id",
            "account_id",
            "access_token",
            "item_id",
            "product",
            "institution_id",
            "sync_cursor",
            "is_active");
    for (int u = 0; u < USERS.size(); u++) {
      String user = USERS.get(u);
      String token = "access-sandbox-" + user;
      institutions.row(u + 1, "Bank of " + user, "plaid");
      items.row(
          u + 1, user, "item-" + user, token, "Bank of " + user, "investments,transactions", true);
      accounts
          .row(
              10 * u,
              user + "-checking",
              user,
              "Checking",
              "depository",
              "checking",
              "Bank of " + user,
              u + 1,
              "active",
              false,
              BALANCE.doubleValue(),
              "plaid",
              token,
              false,
              false,
              false)
          .row(
              10 * u + 1,
              user + "-card",
              user,
              "Card",
              "credit",
              "credit card",
              "Bank of " + user,
              u + 1,
              "active",
              false,
              250.25,
              "plaid",
              token,
              false,
              false,
              false)
          .row(
              10 * u + 2,
              user + "-broker",
              user,
              "Broker",
              "investment",
              "brokerage",
              "Bank of " + user,
              u + 1,
              "active",
              true,
              9000,
              "plaid",
              token,
              true,
              true,
              true)
          .row(
              10 * u + 3,
              user + "-cash",
              user,
              "Cash",
              "depository",
              "checking",
              null,
              null,
              "active",
              false,
              80,
              "manual",
              null,
              false,
              false,
              false);
      for (String kind : List.of("checking", "card", "broker")) {
        links.row(
            10 * u + kind.length(),
            user + "-" + kind,
            token,
            "item-" + user,
            "transactions",
            "ins_" + (u + 1),
            "cursor-" + user,
            true);
      }
      for (String kind : List.of("cash", "broker")) {
        fault("accounts", user + "-" + kind, FindingRule.CURRENCY_ASSUMED);
      }
    }
    institutions.write();
    items.write();
    accounts.write();
    links.write();
  }

  private void classifications() throws SQLException {
    tables
        .into(
            "categories",
            "id",
            "primary_category",
            "detailed_category",
            "pfc_primary",
            "pfc_detailed",
            "category_slug",
            "display_name")
        .row(
            1,
            "FOOD_AND_DRINK",
            "COFFEE",
            "FOOD_AND_DRINK",
            "FOOD_AND_DRINK_COFFEE",
            "FOOD_AND_DRINK_COFFEE",
            "Food and Drink - Coffee")
        .row(2, "INCOME", "WAGES", "INCOME", "INCOME_WAGES", "INCOME_WAGES", "Income - Wages")
        .write();
    var tags = tables.into("tags", "id", "user_id", "name");
    for (int u = 0; u < USERS.size(); u++) {
      tags.row(u + 1, USERS.get(u), "#holiday");
    }
    tags.write();
  }

  private void rows() throws SQLException {
    var rows = SampleFaults.transactionRows(tables);
    var meta =
        tables.into(
            "plaid_transaction_meta",
            "id",
            "transaction_id",
            "plaid_account_id",
            "iso_currency_code",
            "raw");
    var tagged = tables.into("transaction_tags", "transaction_id", "tag_id");
    for (int i = 0; i < transactions; i++) {
      int u = i % USERS.size();
      String user = USERS.get(u);
      String account = user + (i % 4 == 0 ? "-card" : i % 10 == 9 ? "-cash" : "-checking");
      boolean bank = !account.endsWith("cash");
      long cents = random.nextInt(1, 20_000);
      BigDecimal amount = BigDecimal.valueOf(i % 7 == 0 ? -cents : cents, 2);
      String id = "t" + i;
      movements
          .computeIfAbsent(account, _ -> new TreeMap<>())
          .merge(last.minusDays(i % 700), amount, BigDecimal::add);
      String name = NAMES[i % NAMES.length] + " " + i;
      String day = day(i % 700);
      boolean edited = i % 11 == 0;
      rows.row(
          i,
          user,
          id,
          account,
          amount.doubleValue(),
          day,
          edited ? "My text " + i : name,
          bank ? "plaid" : "manual",
          "Unknown",
          edited,
          edited ? "{\"description\": true}" : null,
          1,
          "Food and Drink - Coffee",
          "FOOD_AND_DRINK_COFFEE",
          false,
          false,
          null);
      if (bank) {
        meta.row(
            i,
            id,
            account,
            "USD",
            """
            {"transaction_id":"%s","account_id":"%s","amount":%s,"date":"%s","name":"%s","pending":false,\
            "iso_currency_code":"USD","personal_finance_category":{"primary":"FOOD_AND_DRINK",\
            "detailed":"FOOD_AND_DRINK_COFFEE","confidence_level":"HIGH"}}\
            """
                .formatted(id, account, amount.toPlainString(), day.substring(0, 10), name));
      }
      if (i % 13 == 0) {
        tagged.row(id, u + 1);
      }
    }
    rows.write();
    meta.write();
    tagged.write();
  }
}
