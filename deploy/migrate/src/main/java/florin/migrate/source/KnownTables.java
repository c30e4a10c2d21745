package florin.migrate.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables of pyNance, with the columns that are not brought and the reason of each. */
final class KnownTables {

  private static final String OWN_TIMES = "Florin records its own times";
  private static final String DERIVED = "derived from the category";
  private static final String PROVIDER_REFRESHES = "the next sync reads it from the provider";
  private static final String EXPIRES = "its fields are brought, the text expires";
  private static final String OF_ACCOUNT = "that of the account counts";
  private static final String OF_TYPE = "follows from the account's type";
  private static final String OF_PRODUCTS = "follows from the connection's products";
  private static final String NO_ICONS = "Florin has no icons";
  private static final String NO_PLACE = "Florin stores no such field of a transaction";
  private static final String TELLER = "Teller is no provider of Florin";

  /**
   * @param leftOut why the whole table is not brought, empty if it is
   * @param read the columns that are read
   * @param columns the columns that are not brought, or not always, each with its reason
   */
  record KnownTable(Optional<String> leftOut, Set<String> read, Map<String, String> columns) {

    private KnownTable without(String column, String why) {
      columns.put(column, why);
      return this;
    }
  }

  private static final Map<String, KnownTable> TABLES = new HashMap<>();

  static {
    addConnections();
    addAccounts();
    addTransactions();
    addPlanning();
    leftOut("plaid_webhook_logs", "a log of received webhooks without any use for balances");
    leftOut("alembic_version", "the version of pyNance's own schema");
    leftOut("cursors", "PostgreSQL keeps it for its sessions");
    leftOut("account_details", TELLER);
  }

  private KnownTables() {}

  private static void addConnections() {
    brought("institutions", "name")
        .without("provider", "the provider is that of the account's connection")
        .without("last_refreshed", PROVIDER_REFRESHES);
    brought(
            "plaid_items",
            "user_id item_id access_token institution_id institution_name product sync_cursor"
                + " cursor")
        .without("last_refreshed", PROVIDER_REFRESHES)
        .without("last_error", PROVIDER_REFRESHES)
        .without("is_active", "every connection with a token is synced");
    brought(
            "plaid_accounts",
            "account_id item_id plaid_item_id access_token sync_cursor product"
                + " plaid_institution_id institution_id")
        .without("institution_db_id", OF_ACCOUNT)
        .without("is_active", "every connection with a token is synced")
        .without(
            "webhook", "the webhook address of this Florin is set when the item is next repaired")
        .without("last_refreshed", PROVIDER_REFRESHES)
        .without("last_synced", PROVIDER_REFRESHES)
        .without("last_error", PROVIDER_REFRESHES);
  }

  private static void addAccounts() {
    brought(
            "accounts",
            "account_id user_id name type subtype institution_db_id institution_name status"
                + " is_hidden balance link_type access_token item_id")
        .without("institution_name", "of accounts by hand: Florin stores no institution of them")
        .without("apr", "the rates of a debt are read from the provider's liabilities")
        .without("last_refreshed", PROVIDER_REFRESHES)
        .without("product_provenance", OF_TYPE)
        .without("is_investment", OF_TYPE)
        .without("investment_has_holdings", OF_PRODUCTS)
        .without("investment_has_transactions", OF_PRODUCTS);
    brought("account_history", "account_id date balance")
        .without("user_id", OF_ACCOUNT)
        .without("is_hidden", "a balance is not hidden; its account may be");
    brought("account_snapshot_preferences", "user_id selected_account_ids");
    brought("account_groups", "user_id name accent position");
    brought("account_group_memberships", "group_id account_id position");
    brought("account_group_preferences", "user_id active_group_id");
    brought(
            "securities",
            "security_id name ticker_symbol isin cusip type is_cash_equivalent institution_price"
                + " institution_price_as_of market_identifier_code iso_currency_code")
        .without("raw", EXPIRES);
    brought(
            "investment_holdings",
            "account_id security_id quantity cost_basis institution_value as_of iso_currency_code")
        .without("raw", EXPIRES);
    brought(
            "investment_transactions",
            "investment_transaction_id account_id security_id date amount price quantity fees type"
                + " subtype name iso_currency_code")
        .without("raw", EXPIRES);
  }

  private static void addTransactions() {
    brought(
            "categories",
            "primary_category detailed_category pfc_primary pfc_detailed category_slug"
                + " display_name")
        .without("category_display", "derived from the category's names")
        .without("pfc_icon_url", NO_ICONS)
        .without("plaid_category_id", "the legacy taxonomy of the provider")
        .without("parent_id", "Florin's own category tree is used");
    brought("tags", "user_id name");
    brought("transaction_tags", "transaction_id tag_id");
    String paymentMethod = "the provider's payment method, read again by the next sync";
    brought(
            "transactions",
            "transaction_id account_id user_id amount date description provider merchant_name"
                + " user_modified user_modified_fields updated_by_rule category_id category"
                + " category_slug personal_finance_category pending is_internal internal_match_id")
        .without("category_display", DERIVED)
        .without("personal_finance_category_icon_url", NO_ICONS)
        .without("merchant_slug", "derived from the merchant")
        .without("merchant_type", paymentMethod)
        .without("merchant_typ", paymentMethod)
        .without("transfer_type", "a transfer follows from its pair of transactions");
    KnownTable meta =
        brought(
                "plaid_transaction_meta",
                "transaction_id plaid_account_id authorized_date check_number iso_currency_code"
                    + " unofficial_currency_code logo_url merchant_entity_id payment_channel"
                    + " pending_transaction_id transaction_code website pfc_confidence_level raw")
            .without("raw", EXPIRES)
            .without("category", "the legacy taxonomy of the provider")
            .without("category_id", "the legacy taxonomy of the provider")
            .without("transaction_type", "the legacy taxonomy of the provider")
            .without("authorized_datetime", "Florin stores the day")
            .without("datetime", "Florin stores the day")
            .without("is_active", "a row that exists is brought");
    for (String field : List.of("account_owner", "counterparties", "location", "payment_meta")) {
      meta.without(field, NO_PLACE);
    }
    brought(
            "recurring_transactions",
            "transaction_id account_id description amount frequency next_due_date")
        .without("notes", "Florin stores no notes of a series")
        .without("next_instance_id", "Florin computes the due dates of a series");
    brought("transaction_rules", "user_id match_criteria action is_active");
  }

  private static void addPlanning() {
    brought("financial_goals", "account_id name target_amount due_date notes")
        .without("user_id", OF_ACCOUNT);
    brought("planning_scenarios", "user_id name account_id planning_balance_cents currency_code");
    brought("planned_bills", "scenario_id name amount_cents due_date frequency category account_id")
        .without("origin", "every bill of Florin is one that its user planned")
        .without("predicted", "every bill of Florin is one that its user planned");
    brought("scenario_allocations", "scenario_id target kind value");
  }

  private static KnownTable brought(String table, String read) {
    Set<String> columns = new HashSet<>(List.of(read.split(" ")));
    columns.add("id");
    KnownTable known = new KnownTable(Optional.empty(), columns, new LinkedHashMap<>());
    TABLES.put(table, known);
    return known.without("created_at", OWN_TIMES).without("updated_at", OWN_TIMES);
  }

  private static void leftOut(String table, String why) {
    TABLES.put(table, new KnownTable(Optional.of(why), Set.of(), Map.of()));
  }

  static Optional<KnownTable> named(String table) {
    return Optional.ofNullable(TABLES.get(table))
        .or(
            () ->
                table.startsWith("teller")
                    ? Optional.of(new KnownTable(Optional.of(TELLER), Set.of(), Map.of()))
                    : Optional.empty());
  }
}
