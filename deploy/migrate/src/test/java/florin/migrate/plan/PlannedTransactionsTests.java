package florin.migrate.plan;

import static florin.migrate.plan.SmallSources.found;
import static florin.migrate.plan.SmallSources.plan;
import static org.assertj.core.api.Assertions.assertThat;

import florin.migrate.plan.transaction.PlannedTransaction;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannedTransactionsTests {

  private static final String INSERT =
      "insert into transactions (transaction_id, account_id, user_id, amount, date, description,"
          + " merchant_name, provider, category_id, pending, user_modified, user_modified_fields)"
          + " values ";
  private static final String META =
      "create table plaid_transaction_meta (id integer, transaction_id text, raw json)";

  @TempDir private Path folder;

  @Test
  void bringsTheMerchantOfAnEntryByHand() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            INSERT
                + "('a', 'cash', 'ada', 5, '2026-01-01', 'Bread', 'Bakery', 'manual', null, 0, 0,"
                + " null), ('b', 'cash', 'ada', 5, '2026-01-01', 'Bread', 'Unknown', 'manual',"
                + " null, 0, 0, null)");
    assertThat(plan.transactions().get("a").edits().merchant()).contains("Bakery");
    assertThat(plan.transactions().get("b").edits().merchant()).isEmpty();
  }

  @Test
  void reportsWhatEditsOfABanksTransactionLose() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            META,
            INSERT
                + "('date', 'bank', 'ada', 5, '2026-01-09', 'A', null, 'plaid', null, 0, 1,"
                + " '{\"date\": true}'), ('none', 'bank', 'ada', 5, '2026-01-01', 'A', null,"
                + " 'plaid', null, 0, 1, null), ('by-hand', 'cash', 'ada', 5, '2026-01-01', 'A',"
                + " null, 'manual', null, 1, 0, null)",
            "insert into plaid_transaction_meta values (1, 'date', '{\"amount\": 5, \"name\":"
                + " \"A\", \"date\": \"2026-01-01\"}')");
    assertThat(plan.transactions().get("date").date()).isEqualTo(LocalDate.of(2026, 1, 1));
    assertThat(plan.transactions().get("by-hand").pending()).isFalse();
    assertThat(found(plan, "transactions"))
        .containsExactlyInAnyOrder(
            "date amount-edited changed",
            "none missing-value changed",
            "by-hand not-mapped changed");
  }

  @Test
  void reportsAnAmountOfAPayloadThatFlorinCannotHold() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            META,
            INSERT
                + "('noise', 'bank', 'ada', 12.3, '2026-01-01', 'A', null, 'plaid', null, 0, 0,"
                + " null), ('huge', 'bank', 'ada', 12.3, '2026-01-01', 'A', null, 'plaid', null,"
                + " 0, 0, null)",
            "insert into plaid_transaction_meta values (1, 'noise', '{\"amount\":"
                + " 12.300000000000001, \"name\": \"A\"}'), (2, 'huge', '{\"amount\": 1e40,"
                + " \"name\": \"A\", \"date\": \"0000-01-01\"}')");
    assertThat(plan.transactions().values())
        .extracting(PlannedTransaction::amount)
        .allSatisfy(amount -> assertThat(amount).isEqualByComparingTo("-12.3"))
        .allSatisfy(amount -> assertThat(amount.scale()).isLessThanOrEqualTo(10));
    assertThat(plan.transactions().get("huge").date()).isEqualTo(LocalDate.of(2026, 1, 1));
    assertThat(found(plan, "plaid_transaction_meta"))
        .containsExactlyInAnyOrder(
            "noise rounded changed", "huge out-of-range changed", "huge out-of-range changed");
  }

  @Test
  void makesTheSlugOfAnOlderCategoryOfItsNames() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            "create table categories (id integer, primary_category text, detailed_category text)",
            "insert into categories values (1, 'Food and Drink', 'Restaurants'), (2, 'Travel',"
                + " 'Unknown'), (3, 'Unknown', 'Unknown')",
            INSERT
                + "('a', 'bank', 'ada', 5, '2026-01-01', 'A', null, 'plaid', 1, 0, 0, null),"
                + " ('b', 'cash', 'ada', 5, '2026-01-01', 'A', null, 'manual', 2, 0, 0, null),"
                + " ('c', 'cash', 'ada', 5, '2026-01-01', 'A', null, 'manual', 3, 0, 0, null)");
    assertThat(plan.transactions().get("a").bank().categoryDetailed())
        .contains("FOOD_AND_DRINK_RESTAURANTS");
    assertThat(plan.transactions().get("b").edits().category()).contains("TRAVEL");
    assertThat(plan.transactions().get("c").edits().category()).isEmpty();
  }

  @Test
  void readsTextsWithoutNul() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            INSERT
                + "('a', 'cash', 'ada', 5, '2026-01-01', cast(x'610062' as text), null, 'manual',"
                + " null, 0, 0, null)");
    assertThat(plan.transactions().get("a").name()).isEqualTo("ab");
    assertThat(found(plan, "transactions")).containsExactly("a unreadable-value changed");
  }

  @Test
  void reportsTextsThatAreCutOrMissing() throws SQLException {
    String text = "x".repeat(600);
    MigrationPlan plan =
        plan(
            folder,
            INSERT
                + "('long', 'cash', 'ada', 5, '2026-01-01', '%s', '%s', 'manual', null, 0, 0, null),"
                    .formatted(text, text)
                + " ('none', 'cash', 'ada', 5, '2026-01-01', ' ', null, 'manual', null, 0, 0,"
                + " null)");
    assertThat(plan.transactions().get("long").name()).hasSize(500);
    assertThat(plan.transactions().get("long").edits().merchant().orElse("")).hasSize(100);
    assertThat(plan.transactions().get("none").name()).isEqualTo("[no description]");
    assertThat(found(plan, "transactions"))
        .containsExactlyInAnyOrder(
            "long shortened changed", "long shortened changed", "none missing-value changed");
  }

  @Test
  void leavesOutCategoriesAndInstitutionsWithoutUse() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            "create table institutions (id integer, name text)",
            "create table categories (id integer, category_slug text)",
            "create table transaction_rules (id integer, user_id text, match_criteria text, action"
                + " text)",
            "insert into institutions values (1, 'Bank')",
            "insert into categories values (1, 'A'), (2, 'B'), (3, 'C')",
            "insert into transaction_rules values (1, 'ada', '{\"merchant_name\": \"A\"}',"
                + " '{\"category_id\": 2}')",
            INSERT + "('a', 'bank', 'ada', 5, '2026-01-01', 'A', null, 'plaid', 1, 0, 0, null)");
    assertThat(found(plan, "categories")).containsExactly("3 not-mapped left-out");
    assertThat(found(plan, "institutions")).containsExactly("1 not-mapped left-out");
  }

  @Test
  void leavesOutADayThatFlorinCannotHold() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            INSERT
                + "('a', 'bank', 'ada', 5, '0001-01-01', 'A', null, 'plaid', null, 0, 0, null),"
                + " ('b', 'bank', 'ada', 5, '1890-01-01', 'A', null, 'plaid', null, 0, 0, null),"
                + " ('c', 'cash', 'ada', 5, '1890-01-01', 'A', null, 'manual', null, 0, 0, null),"
                + " ('d', 'cash', 'ada', 5, '2201-01-01', 'A', null, 'manual', null, 0, 0, null),"
                + " ('e', 'cash', 'ada', 5, '1900-01-01', 'A', null, 'manual', null, 0, 0, null)");
    assertThat(plan.transactions()).containsOnlyKeys("b", "e");
    assertThat(found(plan, "transactions"))
        .containsExactly(
            "a out-of-range left-out", "c out-of-range left-out", "d out-of-range left-out");
  }

  @Test
  void roundsAnEntryByHandToTheDecimalsOfItsCurrency() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            INSERT
                + "('a', 'cash', 'ada', 1.23456, '2026-01-01', 'A', null, 'manual', null, 0, 0,"
                + " null), ('b', 'bank', 'ada', 1.23456, '2026-01-01', 'A', null, 'plaid', null, 0,"
                + " 0, null), ('c', 'cash', 'ada', 0.001, '2026-01-01', 'A', null, 'manual', null,"
                + " 0, 0, null)");
    assertThat(plan.transactions().get("a").amount()).isEqualByComparingTo("-1.23");
    assertThat(plan.transactions().get("b").amount()).isEqualByComparingTo("-1.23456");
    assertThat(found(plan, "transactions"))
        .containsExactly(
            "a rounded changed", "c rounded changed", "c zero-amount-by-hand left-out");
  }

  @Test
  void reportsUnreadableFieldsOfAProvider() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            META,
            INSERT + "('a', 'bank', 'ada', 5, '2026-01-01', 'A', null, 'plaid', null, 0, 0, null)",
            "insert into plaid_transaction_meta values (1, 'a', '{\"amount\": \"5\", \"name\":"
                + " \"A\\u0000B\\ud83d\", \"date\": \"soon\", \"authorized_date\":"
                + " \"0001-01-01\", \"website\": 7, \"merchant_name\": \"%s\","
                    .formatted("x".repeat(600))
                + " \"iso_currency_code\": \"eur\"}')");
    PlannedTransaction one = plan.transactions().get("a");
    assertThat(one.name()).isEqualTo("AB\ufffd");
    assertThat(one.currency()).isEqualTo("EUR");
    assertThat(one.date()).isEqualTo(LocalDate.of(2026, 1, 1));
    assertThat(one.bank().authorizedDate()).isEmpty();
    assertThat(found(plan, "plaid_transaction_meta"))
        .containsExactlyInAnyOrder(
            "a unreadable-value changed",
            "a unreadable-value changed",
            "a unreadable-value changed",
            "a unreadable-value changed",
            "a shortened changed",
            "a out-of-range changed",
            "a unknown-word changed");
  }

  @Test
  void leavesOutAnEntryByHandInAnotherCurrencyThanItsAccount() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            META,
            INSERT
                + "('a', 'cash', 'ada', 5, '2026-01-01', 'A', null, 'manual', null, 0, 0, null),"
                + " ('b', 'bank', 'ada', 5, '2026-01-01', 'A', null, 'plaid', null, 0, 0, null)",
            "insert into plaid_transaction_meta values (1, 'a', '{\"iso_currency_code\":"
                + " \"JPY\"}'), (2, 'b', '{\"unofficial_currency_code\": \"BTC\"}')");
    assertThat(plan.transactions()).containsOnlyKeys("b");
    assertThat(plan.transactions().get("b").currency()).isEqualTo("BTC");
    assertThat(found(plan, "transactions")).containsExactly("a not-mapped left-out");
  }

  @Test
  void reportsKeysAndTruthValuesThatFlorinCannotHold() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            INSERT
                + "('a', 'bank', 'ada', 5, '2026-01-01', 'A', null, 'plaid', null, 'maybe', 0,"
                + " null), ('%s', 'bank', 'ada', 5, '2026-01-01', 'A', null, 'plaid', null, 0, 0,"
                    .formatted("k".repeat(257))
                + " null)");
    assertThat(plan.transactions()).containsOnlyKeys("a");
    assertThat(found(plan, "transactions"))
        .containsExactly("a unreadable-value changed", "k".repeat(100) + " out-of-range left-out");
  }

  @Test
  void cutsABanksTextBetweenCharacters() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            INSERT
                + "('a', 'bank', 'ada', 5, '2026-01-01', 'x%s', null, 'plaid', null, 0, 0, null)"
                    .formatted("\ud83d\ude00".repeat(1_500)));
    assertThat(plan.transactions().get("a").name()).isEqualTo("x" + "\ud83d\ude00".repeat(999));
    assertThat(found(plan, "transactions")).containsExactly("a shortened changed");
  }
}
