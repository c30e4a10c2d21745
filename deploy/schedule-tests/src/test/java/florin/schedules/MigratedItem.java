package florin.schedules;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An item of the emulator that pyNance has synced so far, as rows of its database.
 *
 * @param editedId a transaction whose description the user changed in pyNance
 */
record MigratedItem(
    String itemId,
    String token,
    String cursor,
    List<JsonNode> accounts,
    List<JsonNode> transactions,
    String editedId) {

  static MigratedItem read(EmulatorControl bank, String clientId, String secret) {
    Map<String, Object> login = Map.of("client_id", clientId, "secret", secret);
    String publicToken =
        bank.call(
                "/sandbox/public_token/create",
                login,
                Map.of("institution_id", "ins_109508", "initial_products", List.of("transactions")))
            .path("public_token")
            .asString();
    JsonNode exchanged =
        bank.call("/item/public_token/exchange", login, Map.of("public_token", publicToken));
    String token = exchanged.path("access_token").asString();
    List<JsonNode> transactions = new ArrayList<>();
    String cursor = "";
    boolean more = true;
    while (more) {
      JsonNode page =
          bank.call(
              "/transactions/sync",
              login,
              Map.of("access_token", token, "cursor", cursor, "count", 500));
      page.path("added").forEach(transactions::add);
      cursor = page.path("next_cursor").asString();
      more = page.path("has_more").asBoolean(false);
    }
    List<JsonNode> accounts = new ArrayList<>();
    bank.call("/accounts/get", login, Map.of("access_token", token))
        .path("accounts")
        .forEach(accounts::add);
    String edited =
        transactions.stream()
            .filter(one -> !one.path("pending").asBoolean(false))
            .findFirst()
            .orElseThrow()
            .path("transaction_id")
            .asString();
    return new MigratedItem(
        exchanged.path("item_id").asString(), token, cursor, accounts, transactions, edited);
  }

  /** Adds the item to a database of a shape as one of user {@code ada}. */
  void addTo(Path database, String shape) {
    boolean head = shape.equals("head");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
      connection.setAutoCommit(false);
      if (head) {
        insert(
            connection,
            "insert into plaid_items (id, user_id, item_id, access_token, institution_name,"
                + " product) values (900, 'ada', ?, ?, 'First Platypus Bank', 'transactions')",
            itemId,
            token);
      }
      int id = 900;
      for (JsonNode one : accounts) {
        insert(
            connection,
            head
                ? "insert into accounts (account_id, user_id, name, type, subtype, balance, status,"
                    + " is_hidden, link_type, is_investment, investment_has_holdings,"
                    + " investment_has_transactions) values (?, 'ada', ?, ?, ?, ?, 'active', false,"
                    + " 'plaid', false, false, false)"
                : "insert into accounts (account_id, user_id, name, type, subtype, balance, status,"
                    + " is_hidden, link_type) values (?, 'ada', ?, ?, ?, ?, 'active', false,"
                    + " 'plaid')",
            one.path("account_id").asString(),
            one.path("name").asString(),
            one.path("type").asString(),
            one.path("subtype").asString(),
            one.path("balances").path("current").asString());
        insert(
            connection,
            "insert into plaid_accounts (id, account_id, access_token, item_id, institution_id,"
                + (head ? " is_active," : "")
                + " sync_cursor) values (?, ?, ?, ?, 'ins_109508',"
                + (head ? " true," : "")
                + " ?)",
            id++,
            one.path("account_id").asString(),
            token,
            itemId,
            cursor);
      }
      int row = 5_000_000;
      for (JsonNode one : transactions) {
        boolean edited = one.path("transaction_id").asString().equals(editedId);
        insert(
            connection,
            "insert into transactions (id, user_id, transaction_id, account_id, amount, date,"
                + " description, provider, merchant_name, user_modified, user_modified_fields,"
                + " pending, is_internal) values (?, 'ada', ?, ?, ?, ?, ?, 'plaid', ?, ?, ?, ?,"
                + " false)",
            row,
            one.path("transaction_id").asString(),
            one.path("account_id").asString(),
            one.path("amount").asString(),
            one.path("date").asString() + (head ? "" : " 00:00:00"),
            edited ? "Edited in pyNance" : one.path("name").asString(),
            one.path("merchant_name").asString("Unknown"),
            edited,
            edited ? "{\"description\": true}" : null,
            one.path("pending").asBoolean(false));
        insert(
            connection,
            "insert into plaid_transaction_meta (id, transaction_id, plaid_account_id,"
                + " iso_currency_code, raw) values (?, ?, ?, ?, ?)",
            row++,
            one.path("transaction_id").asString(),
            one.path("account_id").asString(),
            one.path("iso_currency_code").asString("USD"),
            one.toString());
      }
      connection.commit();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Gives the items of a database other ids: an item has one user. */
  static void rename(Path database, String shape, String prefix) {
    List<String> tables =
        shape.equals("head") ? List.of("plaid_items", "plaid_accounts") : List.of("plaid_accounts");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
      for (String table : tables) {
        insert(connection, "update " + table + " set item_id = ? || item_id", prefix);
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static void insert(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
