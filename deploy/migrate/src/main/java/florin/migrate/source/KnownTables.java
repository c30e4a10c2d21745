package florin.migrate.source;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of pyNance, with the columns that are not brought and the reason of each. */
final class KnownTables {

  private static final String OWN_TIMES = "Florin records its own times";
  private static final String DERIVED = "derived from the category";
  private static final String PROVIDER_REFRESHES = "the next sync reads it from the provider";

  /**
   * @param leftOut why the whole table is not brought, empty if it is
   * @param columns the columns that are not brought, each with its reason
   */
  record KnownTable(Optional<String> leftOut, Map<String, String> columns) {}

  private static final Map<String, KnownTable> TABLES = new HashMap<>();

  static {
    brought("institutions", "last_refreshed", PROVIDER_REFRESHES);
    brought("plaid_items", "last_refreshed", PROVIDER_REFRESHES, "last_error", PROVIDER_REFRESHES);
    brought(
        "accounts",
        "apr",
        "the rates of a debt are read from the provider's liabilities",
        "product_provenance",
        "follows from the account's type",
        "is_investment",
        "follows from the account's type",
        "investment_has_holdings",
        "follows from the connection's products",
        "investment_has_transactions",
        "follows from the connection's products");
    brought(
        "plaid_accounts",
        "webhook",
        "the webhook address of this Florin is set when the item is next repaired",
        "last_refreshed",
        PROVIDER_REFRESHES,
        "last_error",
        PROVIDER_REFRESHES,
        "plaid_item_id",
        "never filled by pyNance; the item is found by its text id");
    brought("account_history", "is_hidden", "a balance is not hidden; its account may be");
    brought(
        "categories",
        "pfc_icon_url",
        "Florin has no icons",
        "plaid_category_id",
        "the legacy taxonomy of the provider",
        "parent_id",
        "Florin's own category tree is used");
    brought("tags");
    brought("transaction_tags");
    brought(
        "transactions",
        "category_display",
        DERIVED,
        "personal_finance_category_icon_url",
        "Florin has no icons",
        "merchant_slug",
        "derived from the merchant",
        "merchant_type",
        "the provider's payment method, read again by the next sync",
        "updated_by_rule",
        "the rules themselves are brought",
        "transfer_type",
        "a transfer follows from its pair of transactions");
    brought("plaid_transaction_meta", "raw", "its fields are brought, the text expires");
    brought(
        "recurring_transactions", "next_instance_id", "Florin computes the due dates of a series");
    brought("transaction_rules");
    brought("securities", "raw", "its fields are brought, the text expires");
    brought("investment_holdings", "raw", "its fields are brought, the text expires");
    brought("investment_transactions", "raw", "its fields are brought, the text expires");
    brought("financial_goals");
    brought("account_snapshot_preferences");
    brought("account_groups");
    brought("account_group_memberships");
    brought("account_group_preferences");
    brought("planning_scenarios");
    brought("planned_bills");
    brought("scenario_allocations");
    leftOut("plaid_webhook_logs", "a log of received webhooks without any use for balances");
    leftOut("alembic_version", "the version of pyNance's own schema");
    leftOut("cursors", "PostgreSQL keeps it for its sessions");
  }

  private KnownTables() {}

  private static void brought(String table, String... columnsAndReasons) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < columnsAndReasons.length; i += 2) {
      columns.put(columnsAndReasons[i], columnsAndReasons[i + 1]);
    }
    for (String time : List.of("created_at", "updated_at")) {
      columns.putIfAbsent(time, OWN_TIMES);
    }
    TABLES.put(table, new KnownTable(Optional.empty(), columns));
  }

  private static void leftOut(String table, String why) {
    TABLES.put(table, new KnownTable(Optional.of(why), Map.of()));
  }

  static Optional<KnownTable> named(String table) {
    return Optional.ofNullable(TABLES.get(table))
        .or(
            () ->
                table.startsWith("teller")
                    ? Optional.of(
                        new KnownTable(Optional.of("Teller is no provider of Florin"), Map.of()))
                    : Optional.empty());
  }
}
