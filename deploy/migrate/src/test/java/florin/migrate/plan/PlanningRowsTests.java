package florin.migrate.plan;

import static florin.migrate.plan.SmallSources.found;
import static florin.migrate.plan.SmallSources.plan;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanningRowsTests {

  private static final String SCENARIOS =
      "create table planning_scenarios (id text, name text, account_id text, planning_balance_cents"
          + " integer, currency_code text)";

  @TempDir private Path folder;

  @Test
  void givesGoalsAndScenariosDistinctNames() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            SCENARIOS,
            "create table financial_goals (id integer, account_id text, name text, target_amount"
                + " float, due_date date)",
            "insert into planning_scenarios values ('s1', 'Plan', 'cash', 0, 'USD'), ('s2', 'plan',"
                + " 'bank', 0, 'USD'), ('s3', 'Plan', 'ben', 0, 'zz9')",
            "insert into financial_goals values (1, 'cash', 'Bike', 1, '2027-01-01'), (2, 'bank',"
                + " 'Bike', 1, '2027-01-01'), (3, 'bank', 'Nothing', 0, '2027-01-01')");
    assertThat(plan.rowsOf("financial_goals"))
        .extracting(row -> row.text("name").orElse(""))
        .containsExactly("Bike", "Bike (2)");
    assertThat(plan.rowsOf("planning_scenarios"))
        .extracting(row -> row.text("name").orElse(""))
        .containsExactly("Plan", "plan (s2)", "Plan");
    assertThat(found(plan, "financial_goals"))
        .containsExactlyInAnyOrder("2 name-taken changed", "3 out-of-range left-out");
    assertThat(found(plan, "planning_scenarios"))
        .containsExactlyInAnyOrder("s2 name-taken changed", "s3 currency-assumed changed");
  }

  @Test
  void reportsBillsAndAllocationsOutsideTheirRange() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            SCENARIOS,
            "create table planned_bills (id text, scenario_id text, name text, amount_cents"
                + " integer, account_id text, due_date text)",
            "create table scenario_allocations (id text, scenario_id text, target text, kind text,"
                + " value integer)",
            "insert into planning_scenarios values ('s1', 'Plan', 'cash', 0, 'USD')",
            "insert into planned_bills values ('b1', 's1', 'Rent', -1, null, null), ('b2', 's1',"
                + " 'Rent', 1, 'ben', null), ('b3', 's1', 'Rent', 0, 'cash', 'soon')",
            "insert into scenario_allocations values ('a1', 's1', 'savings:A', 'percent', 101),"
                + " ('a2', 's1', 'savings:A', 'fixed', -1), ('a3', 's1', 'savings:A', 'fixed',"
                + " 101)");
    assertThat(found(plan, "planned_bills"))
        .containsExactlyInAnyOrder(
            "b1 out-of-range left-out",
            "b2 reference-dropped changed",
            "b3 unreadable-value changed");
    assertThat(found(plan, "scenario_allocations"))
        .containsExactlyInAnyOrder("a1 out-of-range left-out", "a2 out-of-range left-out");
  }

  @Test
  void dropsAnAccountInAnotherCurrencyAndPercentagesBeyondAHundred() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            SCENARIOS,
            "create table scenario_allocations (id text, scenario_id text, target text, kind text,"
                + " value integer)",
            "insert into planning_scenarios values ('s1', 'Yen', 'ben', 0, 'JPY')",
            "insert into scenario_allocations values ('a1', 's1', 'savings:A', 'percent', 60),"
                + " ('a2', 's1', 'savings:B', 'percent', 50), ('a3', 's1', 'savings:C', 'percent',"
                + " 40)");
    assertThat(plan.rowsOf("planning_scenarios"))
        .allSatisfy(
            row -> {
              assertThat(row.text("account_id")).isEmpty();
              assertThat(row.text("user_id")).contains("ben");
            });
    assertThat(found(plan, "planning_scenarios")).containsExactly("s1 reference-dropped changed");
    assertThat(found(plan, "scenario_allocations")).containsExactly("a2 out-of-range left-out");
  }
}
