package florin.migrate.plan;

import static florin.migrate.plan.SmallSources.found;
import static florin.migrate.plan.SmallSources.plan;
import static org.assertj.core.api.Assertions.assertThat;

import florin.migrate.plan.findings.TableTally;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherRowsTests {

  private static final String ONE =
      "insert into transactions (transaction_id, account_id, user_id, amount, date, provider)"
          + " values ('t', 'cash', 'ada', 5, '2026-01-01', 'manual')";
  private static final String TAGS = "create table tags (id integer, user_id text, name text)";
  private static final String TAGS_OF_TRANSACTIONS =
      "create table transaction_tags (transaction_id text, tag_id integer)";

  @TempDir private Path folder;

  @Test
  void bringsEachTagOnceAndOnlyIfATransactionHasIt() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            TAGS,
            TAGS_OF_TRANSACTIONS,
            ONE,
            "insert into tags values (1, 'ada', '#untagged'), (2, 'ada', '#trip'), (3, 'ada',"
                + " 'Trip'), (4, 'ada', '#unused'), (5, 'ada', 'a,b'), (6, 'ada', '#')",
            "insert into transaction_tags values ('t', 1), ('t', 2), ('t', 3), ('t', 5), ('gone',"
                + " 2)");
    assertThat(plan.transactions().get("t").edits().tags()).containsExactly("a b", "trip");
    assertThat(found(plan, "tags"))
        .containsExactlyInAnyOrder(
            "1 not-mapped left-out",
            "3 duplicate-id merged",
            "4 not-mapped left-out",
            "5 shortened changed",
            "6 missing-value left-out");
    assertThat(found(plan, "transaction_tags"))
        .containsExactlyInAnyOrder("t/1 not-mapped left-out", "gone/2 orphan left-out");
  }

  @Test
  void leavesOutInvestmentsOfAnAccountByHand() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            "create table securities (security_id text)",
            "create table investment_holdings (id integer, account_id text, security_id text,"
                + " quantity float, institution_value float)",
            "create table investment_transactions (investment_transaction_id text, account_id text,"
                + " security_id text, amount float, quantity float, date text)",
            "insert into securities values ('held'), ('traded'), ('neither')",
            "insert into investment_holdings values (1, 'bank', 'held', 1, 1), (2, 'cash', 'held',"
                + " 1, 1)",
            "insert into investment_transactions values ('a', 'bank', 'traded', 1, 'many',"
                + " '2026-01-01'), ('b', 'cash', 'neither', 1, 1, '2026-01-01')");
    assertThat(found(plan, "investment_holdings")).containsExactly("2 not-mapped left-out");
    assertThat(found(plan, "investment_transactions"))
        .containsExactlyInAnyOrder("a unreadable-value changed", "b not-mapped left-out");
    assertThat(found(plan, "securities")).containsExactly("neither not-mapped left-out");
    assertThat(plan.findings().tallies()).contains(new TableTally("securities", 3, 2, 0, 1));
  }

  @Test
  void mergesTheBalancesOfADay() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            "create table account_history (id integer, account_id text, date timestamp, balance"
                + " float)",
            "insert into account_history values (1, 'cash', '2026-01-01 00:00:00', 5), (2, 'cash',"
                + " '2026-01-01 18:00:00', 6), (3, 'cash', '2026-01-02', 6)");
    assertThat(found(plan, "account_history")).containsExactly("2 duplicate-id merged");
  }

  @Test
  void readsTheOldestRecurringRowsWithoutATransaction() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            "create table recurring_transactions (id integer, account_id text, description text,"
                + " amount float, frequency text, next_due_date date)",
            "insert into recurring_transactions values (1, 'cash', 'Rent', 900, 'monthly',"
                + " '2026-02-01'), (2, 'cash', 'Free', 0, 'monthly', null), (3, 'cash', null, 5,"
                + " 'monthly', null), (4, 'cash', 'Tea', 5, 'daily', null), (5, 'cash', 'Club', 5,"
                + " 'weekly', 'soon')");
    assertThat(plan.rowsOf("recurring_transactions"))
        .extracting(row -> row.text("description").orElse(""))
        .containsExactly("Rent", "Club");
    assertThat(found(plan, "recurring_transactions"))
        .containsExactlyInAnyOrder(
            "2 out-of-range left-out",
            "3 missing-value left-out",
            "4 not-mapped left-out",
            "5 unreadable-value changed");
  }

  @Test
  void leavesOutADayBeforeThoseThatFlorinHolds() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            "create table account_history (id integer, account_id text, date text, balance text)",
            "insert into account_history values (1, 'cash', '1899-12-31', 5), (2, 'cash',"
                + " '1900-01-01', 5)",
            "create table financial_goals (id integer, account_id text, name text, target_amount"
                + " integer, due_date text)",
            "insert into financial_goals values (1, 'cash', 'Bike', 5, '0001-01-01')");
    assertThat(found(plan, "account_history")).containsExactly("1 out-of-range left-out");
    assertThat(found(plan, "financial_goals")).containsExactly("1 out-of-range left-out");
  }
}
