package florin.migrate.plan;

import static florin.migrate.plan.SmallSources.found;
import static florin.migrate.plan.SmallSources.plan;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannedAccountsTests {

  @TempDir private Path folder;

  @Test
  void findsTheItemOfAnAccountByItsKey() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            "create table plaid_items (id integer, user_id text, item_id text, access_token text)",
            "alter table plaid_accounts add column plaid_item_id integer",
            "insert into plaid_items values (7, 'ada', 'item-7', 'access-7')",
            "insert into accounts values ('keyed', 'ada', 'Keyed', 'depository', 'plaid')",
            "insert into plaid_accounts (id, account_id, plaid_item_id) values (2, 'keyed', 7)");
    assertThat(plan.accounts().get("keyed").item()).contains("item-7");
    assertThat(plan.items().get("item-7").canSync()).isTrue();
  }

  @Test
  void reportsAnAccountOfABankThatIsOfNoConnection() throws SQLException {
    MigrationPlan plan =
        plan(
            folder, "insert into accounts values ('loose', 'ada', 'Loose', 'depository', 'plaid')");
    assertThat(plan.accounts().get("loose").item()).isEmpty();
    assertThat(found(plan, "accounts")).contains("loose not-mapped changed");
  }

  @Test
  void cutsANameThatFlorinCannotHold() throws SQLException {
    String name = "n".repeat(200);
    MigrationPlan plan =
        plan(
            folder,
            "insert into accounts values ('long', 'ada', '" + name + "', 'depository', 'manual')",
            "insert into accounts values ('same', 'ada', '" + name + "', 'depository', 'manual')");
    assertThat(plan.accounts().values())
        .allSatisfy(account -> assertThat(account.name().length()).isLessThanOrEqualTo(128));
    assertThat(found(plan, "accounts"))
        .contains("long shortened changed", "long name-taken changed", "same name-taken changed");
  }

  @Test
  void givesAnAccountWithoutUserThatOfItsItem() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            "create table plaid_items (id integer, user_id text, item_id text, access_token text)",
            "insert into plaid_items values (7, 'ben', 'item-7', 'access-7')",
            "insert into accounts values ('none', null, 'None', 'depository', 'plaid'), ('other',"
                + " 'ada', 'Other', 'depository', 'plaid')",
            "insert into plaid_accounts values (2, 'none', 'item-7'), (3, 'other', 'item-7')");
    assertThat(plan.accounts().get("none").user()).isEqualTo("ben");
    assertThat(plan.items().get("item-7").user()).isEqualTo("ben");
    assertThat(plan.accounts().get("other").item()).isEmpty();
    assertThat(found(plan, "accounts"))
        .contains("none user-missing changed", "other user-differs changed");
  }
}
