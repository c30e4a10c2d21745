package florin.migrate.plan;

import static florin.migrate.plan.SmallSources.found;
import static florin.migrate.plan.SmallSources.plan;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingRowsTests {

  private static final String GROUPS =
      "create table account_groups (id text, user_id text, name text, position integer)";
  private static final String MEMBERS =
      "create table account_group_memberships (id integer, group_id text, account_id text, position"
          + " integer)";

  @TempDir private Path folder;

  private static List<String> texts(MigrationPlan plan, String table, String column) {
    return plan.rowsOf(table).stream().map(row -> row.text(column).orElse("none")).toList();
  }

  @Test
  void readsGroupsAndTheirAccountsInTheirOrder() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            GROUPS,
            MEMBERS,
            "insert into account_groups values ('a', 'ada', 'Last', 2), ('b', 'ada', 'First', 0)",
            "insert into account_group_memberships values (1, 'a', 'bank', 1), (2, 'a', 'cash',"
                + " 0)");
    assertThat(texts(plan, "account_groups", "name")).containsExactly("First", "Last");
    assertThat(texts(plan, "account_group_memberships", "account_id"))
        .containsExactly("cash", "bank");
  }

  @Test
  void leavesOutAnAccountInTheGroupOfAnotherUser() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            GROUPS,
            MEMBERS,
            "insert into account_groups values ('a', 'ada', 'One', 0)",
            "insert into account_group_memberships values (1, 'a', 'ben', 0)");
    assertThat(found(plan, "account_group_memberships")).containsExactly("1 user-differs left-out");
  }

  @Test
  void givesAGroupAnotherNameIfItsUserHasTheName() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            GROUPS,
            "insert into account_groups values ('a', 'ada', 'Daily', 0), ('b', 'ada', 'DAILY ', 1),"
                + " ('c', 'ben', 'Daily', 0)");
    assertThat(texts(plan, "account_groups", "name"))
        .containsExactlyInAnyOrder("Daily", "DAILY (b)", "Daily");
    assertThat(found(plan, "account_groups")).containsExactly("b name-taken changed");
  }

  @Test
  void readsASelectionThatIsJsonWithinJson() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            "create table account_snapshot_preferences (id integer, user_id text,"
                + " selected_account_ids text)",
            "insert into account_snapshot_preferences values (1, 'ada', '\"[\\\"bank\\\"]\"'), (2,"
                + " 'ben', '[\"bank\", \"ben\"]'), (3, 'ben', '[]')");
    assertThat(found(plan, "account_snapshot_preferences"))
        .containsExactly("2 reference-dropped changed", "3 duplicate-id merged");
  }

  @Test
  void readsTheUsersOfPreferences() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            "create table account_group_preferences (id integer, user_id text)",
            "insert into account_group_preferences values (1, 'dora')");
    assertThat(plan.users()).containsExactly("ada", "ben", "dora");
  }

  @Test
  void leavesOutAccountsBeyondFiveOfAGroup() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            GROUPS,
            MEMBERS,
            "insert into account_groups values ('a', 'ada', 'One', 0)",
            "insert into accounts values ('1', 'ada', '1', 'other', 'manual'), ('2', 'ada', '2',"
                + " 'other', 'manual'), ('3', 'ada', '3', 'other', 'manual'), ('4', 'ada', '4',"
                + " 'other', 'manual')",
            "insert into account_group_memberships values (1, 'a', 'bank', 9), (2, 'a', 'cash', 1),"
                + " (3, 'a', '1', 2), (4, 'a', '2', 3), (5, 'a', '3', 4), (6, 'a', '4', 5)");
    assertThat(found(plan, "account_group_memberships")).containsExactly("1 out-of-range left-out");
    assertThat(plan.rowsOf("account_group_memberships")).hasSize(5);
  }
}
