package florin.migrate.plan;

import florin.migrate.plan.findings.Finding;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Plans of small SQLite databases that a test makes of statements. */
final class SmallSources {

  static final String ACCOUNTS =
      "create table accounts (account_id text, user_id text, name text, type text, link_type text)";

  static final String LINKS =
      "create table plaid_accounts (id integer, account_id text, item_id text)";

  static final String TRANSACTIONS =
      "create table transactions (transaction_id text, account_id text, user_id text, amount"
          + " float, date text, description text, merchant_name text, provider text, category_id"
          + " integer, category text, pending boolean, user_modified boolean, user_modified_fields"
          + " text)";

  /** Ada's bank account and account by hand, and Ben's account by hand. */
  static final String THREE =
      "insert into accounts values ('bank', 'ada', 'Bank', 'depository', 'plaid'), ('cash', 'ada',"
          + " 'Cash', 'depository', 'manual'), ('ben', 'ben', 'Wallet', 'depository', 'manual')";

  static final String LINK = "insert into plaid_accounts values (1, 'bank', 'item-1')";

  private SmallSources() {}

  static MigrationPlan plan(Path folder, String... statements) throws SQLException {
    Path file = folder.resolve("small.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : List.of(ACCOUNTS, LINKS, TRANSACTIONS, THREE, LINK)) {
        statement.execute(sql);
      }
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return SampleReadings.plan(file.toString());
  }

  /** The findings of a table as key, rule, outcome. */
  static List<String> found(MigrationPlan plan, String table) {
    return plan.findings().all().stream()
        .filter(one -> one.table().equals(table))
        .map(SmallSources::text)
        .toList();
  }

  private static String text(Finding one) {
    return "%s %s %s".formatted(one.key(), one.rule().wireName(), one.outcome());
  }
}
