package florin.migrate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import florin.migrate.plan.account.PlannedAccount;
import florin.migrate.plan.account.PlannedItem;
import florin.migrate.plan.findings.Finding;
import florin.migrate.plan.findings.FindingRule;
import florin.migrate.plan.findings.TableTally;
import florin.migrate.plan.transaction.PlannedTransaction;
import florin.migrate.sample.PlantedFault;
import florin.migrate.source.SourceShape;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationPlanTests {

  private static final int SIZE = 300;

  private static final String TRANSACTIONS =
      "create table transactions (transaction_id text, account_id text, amount float, date text)";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"head", "older"})
  void reportsEveryPlantedFaultAndNothingElse(String shape) {
    SampleReadings sample = SampleReadings.of(folder, shape, SIZE);
    assertThat(
            sample.plan().findings().all().stream()
                .filter(
                    one ->
                        !one.rule().equals(FindingRule.USER_MISSING)
                            || !one.table().equals("planning_scenarios"))
                .map(one -> new PlantedFault(one.table(), one.key(), one.rule())))
        .containsExactlyInAnyOrderElementsOf(sample.faults());
  }

  @ParameterizedTest
  @ValueSource(strings = {"head", "older"})
  void countsEachRowOfEachTableOnce(String shape) {
    MigrationPlan plan = SampleReadings.of(folder, shape, SIZE).plan();
    assertThat(plan.findings().tallies())
        .allMatch(of -> of.read() == of.brought() + of.merged() + of.leftOut());
    assertThat(
            plan.findings().tallies().stream()
                .filter(of -> of.table().equals("transactions"))
                .map(TableTally::brought))
        .containsExactly((long) plan.transactions().size());
    for (SourceShape.TableShape table : plan.shape().tables()) {
      if (table.leftOut().isEmpty()) {
        assertThat(plan.findings().tallies())
            .as(table.table())
            .anyMatch(of -> of.table().equals(table.table()) && of.read() == table.rows());
      }
    }
  }

  @Test
  void recognisesTheHead() {
    SourceShape shape = SampleReadings.of(folder, "head", 5).plan().shape();
    assertThat(shape.name()).isEqualTo("head");
    assertThat(shape.traits()).isEmpty();
    assertThat(shape.tables())
        .filteredOn(table -> table.leftOut().isPresent())
        .extracting(SourceShape.TableShape::table)
        .containsExactly("plaid_webhook_logs");
  }

  @Test
  void recognisesAnOlderShape() {
    SourceShape shape = SampleReadings.of(folder, "older", 5).plan().shape();
    assertThat(shape.name()).isEqualTo("older");
    assertThat(shape.traits())
        .extracting(SourceShape.Trait::name)
        .contains(
            "float-money",
            "timestamp-date",
            "token-on-accounts",
            "no-items",
            "no-tags",
            "no-slugs",
            "no-planning");
    assertThat(shape.tables())
        .filteredOn(table -> table.leftOut().isPresent())
        .extracting(SourceShape.TableShape::table)
        .containsExactly("alembic_version", "plaid_webhook_logs", "teller_accounts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"head", "older"})
  void givesEachLoginItsTokenAndCursor(String shape) {
    MigrationPlan plan = SampleReadings.of(folder, shape, 5).plan();
    assertThat(plan.items().values())
        .hasSize(3)
        .allMatch(PlannedItem::canSync)
        .allMatch(item -> item.cursor().isPresent() && item.institutionId().isPresent());
    assertThat(plan.accounts().get("ada-card").item()).contains("item-ada");
    assertThat(plan.accounts().get("ada-cash").item()).isEmpty();
    assertThat(plan.items().toString()).doesNotContain("access-sandbox");
  }

  @Test
  void hasTheSignOfTheHolder() {
    MigrationPlan plan = SampleReadings.of(folder, "head", 5).plan();
    assertThat(plan.accounts().get("ada-card").balance()).contains(new BigDecimal("-250.25"));
    assertThat(plan.transactions().get("pair-out").amount()).isEqualByComparingTo("-500");
    assertThat(plan.pairs()).isEqualTo(Map.of("pair-out", "pair-in", "pair-in", "pair-out"));
  }

  @Test
  void keepsABanksTextBesideTheUsers() {
    PlannedTransaction edited =
        SampleReadings.of(folder, "head", 5).plan().transactions().get("t0");
    assertThat(edited.name()).isEqualTo("COFFEE HOUSE 0");
    assertThat(edited.edits().description()).contains("My text 0");
    assertThat(edited.edits().tags()).containsExactly("holiday");
  }

  @Test
  void keepsATokenThatOnlyAccountsHas() throws SQLException {
    MigrationPlan plan =
        planOf(
            "create table accounts (account_id text, access_token text)",
            "create table plaid_accounts (account_id text, item_id text, access_token text)",
            TRANSACTIONS,
            "insert into accounts values ('alone', 'token-a'), ('sibling', 'token-a')",
            "insert into accounts values ('linked', 'token-b'), ('unlinked', 'token-b')",
            "insert into plaid_accounts values ('linked', 'item-b', null)",
            "insert into accounts values ('stale', 'token-old'), ('fresh', 'token-old')",
            "insert into plaid_accounts values ('stale', 'item-c', null)",
            "insert into plaid_accounts values ('fresh', 'item-c', 'token-c')",
            "insert into accounts values ('cash', null)");
    assertThat(plan.items().values())
        .extracting(item -> item.token().orElse("none"))
        .containsExactly("token-a", "token-b", "token-c");
    assertThat(itemOf(plan, "alone")).isPresent().isEqualTo(itemOf(plan, "sibling"));
    assertThat(itemOf(plan, "linked")).contains("item-b").isEqualTo(itemOf(plan, "unlinked"));
    assertThat(itemOf(plan, "cash")).isEmpty();
  }

  private static Optional<String> itemOf(MigrationPlan plan, String account) {
    return plan.accounts().get(account).item();
  }

  @Test
  void readsADatabaseWithNothingButTheNeededColumns() throws SQLException {
    MigrationPlan plan =
        planOf(
            "create table accounts (account_id text)",
            TRANSACTIONS,
            "insert into accounts values ('a')",
            "insert into transactions values ('t', 'a', 12.300000000000001, '2026-01-01')");
    assertThat(plan.transactions().get("t").amount()).isEqualByComparingTo("-12.3");
    assertThat(plan.users()).containsExactly("default");
  }

  private MigrationPlan planOf(String... statements) throws SQLException {
    Path file = folder.resolve("small.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return SampleReadings.plan(file.toString());
  }

  @Test
  void givesAnAccountByHandAnotherNameIfItsNameIsTaken() throws SQLException {
    MigrationPlan plan =
        planOf(
            "create table accounts (account_id text, name text)",
            TRANSACTIONS,
            "insert into accounts values ('a', 'Cash'), ('b', 'cash'), ('c', 'Gold')");
    assertThat(plan.accounts().values())
        .extracting(PlannedAccount::name)
        .containsExactlyInAnyOrder("Cash (a)", "cash (b)", "Gold");
    assertThat(plan.findings().all())
        .filteredOn(one -> one.rule() == FindingRule.NAME_TAKEN)
        .extracting(Finding::key)
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void leavesOutALoginWithoutAccounts() throws SQLException {
    MigrationPlan plan =
        planOf(
            "create table accounts (account_id text)",
            "create table plaid_items (id integer, user_id text, item_id text, access_token text)",
            TRANSACTIONS,
            "insert into plaid_items values (1, 'ada', 'item', 'access-1')");
    assertThat(plan.items()).isEmpty();
    assertThat(plan.findings().all())
        .extracting(Finding::rule)
        .containsExactly(FindingRule.NOT_MAPPED);
  }

  @Test
  void readsAJsonNullAsNoValue() throws SQLException {
    MigrationPlan plan =
        planOf(
            "create table accounts (account_id text, user_id text)",
            "create table transactions (transaction_id text, account_id text, amount float, date"
                + " text, user_id text, user_modified_fields text)",
            "create table plaid_transaction_meta (transaction_id text, plaid_account_id text,"
                + " iso_currency_code text, raw json)",
            "insert into accounts values ('a', 'ada')",
            "insert into transactions values ('t', 'a', 1, '2026-01-01', 'ada', 'null')",
            "insert into plaid_transaction_meta values ('t', 'a', 'EUR', 'null')");
    assertThat(plan.findings().all()).isEmpty();
  }

  @Test
  void readsAnUnknownCurrencyAsThatOfTheAccount() throws SQLException {
    MigrationPlan plan =
        planOf(
            "create table accounts (account_id text)",
            TRANSACTIONS,
            "create table plaid_transaction_meta (transaction_id text, plaid_account_id text,"
                + " iso_currency_code text)",
            "insert into accounts values ('a')",
            "insert into transactions values ('t', 'a', 1, '2026-01-01'), ('u', 'a', 1,"
                + " '2026-01-01')",
            "insert into plaid_transaction_meta values ('t', 'a', 'eur'), ('u', 'a', 'a currency of"
                + " the moon')");
    assertThat(plan.transactions().values())
        .extracting(PlannedTransaction::currency)
        .containsOnly("EUR");
    assertThat(plan.findings().all())
        .filteredOn(one -> one.table().equals("plaid_transaction_meta"))
        .extracting(Finding::key)
        .containsExactly("t", "u");
  }
}
