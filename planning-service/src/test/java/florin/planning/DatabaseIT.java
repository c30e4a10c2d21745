package florin.planning;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.database.ViewTable;
import florin.journal.test.DatabaseRules;
import florin.journal.test.TableRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

class DatabaseIT extends PlanningPlatform {

  private static final List<String> TABLES =
      List.of(
          "mirror.account",
          "mirror.balance",
          "mirror.transaction",
          "mirror.category_choice",
          "mirror.settings",
          "mirror.statement",
          "mirror.account_link",
          "view.scenario",
          "view.bill",
          "view.allocation_list",
          "view.allocation",
          "view.goal");

  @Autowired private ApplicationContext service;

  @Test
  void keepsTheRulesOfTheHouse() {
    DatabaseRules.check(platform);
  }

  @Test
  void hasTheTablesThatTheViewsDeclare() {
    TableRules.check(platform, service);
  }

  @Test
  void noticesADeclarationThatDiffers() {
    ViewTable<String> wrong =
        ViewTable.<String>named("goal", "name")
            .text("goal_id", name -> name)
            .text("nickname", name -> name);
    assertThat(TableRules.faults(platform, wrong))
        .contains(
            "goal.goal_id: uuid (expected: text)",
            "goal.nickname: no such column (expected: text)",
            "goal.user_id: not declared, and it has no default",
            "goal: primary key [goal_id] (expected: [name])");
  }

  @Test
  void showsNothingToAnApplicationThatNamesNoUser() {
    String user = "4a1f7f0e-0000-7000-8000-000000000001";
    String scenario = "4a1f7f0e-0000-7000-8000-000000000002";
    platform.execute(
        """
        insert into mirror.users values ('%1$s', now());
        insert into mirror.account values ('%1$s', '%2$s', 'a', null, 'depository', 'USD', false, false);
        insert into mirror.balance values ('%1$s', '%2$s', 1, 1, null, 'USD', 'bank', now());
        insert into mirror.transaction values ('%1$s', '%2$s', '%2$s', 1, 'USD', now(), null, false, 'a', null, null, false);
        insert into mirror.category_choice values ('%1$s', '%2$s', null);
        insert into mirror.settings values ('%1$s', 'UTC', 'USD', null, null);
        insert into mirror.statement values ('%1$s', '%2$s', now(), 'manual', 'USD', 1, now());
        insert into mirror.account_link values ('%1$s', '%2$s', false, null, null);
        insert into view.scenario values ('%2$s', '%1$s', 'a', 1, 'USD', null, 1, false, now(), now(), 1, 1);
        insert into view.bill values ('%1$s', '%2$s', '%1$s', 'a', 1, 'USD', null, 'once', null, null, now(), 2, 2);
        insert into view.allocation_list values ('%2$s', '%1$s', 'USD', now(), 1, 1);
        insert into view.allocation values ('%2$s', '%2$s', '%1$s', 0, 'a', 'percent', null, 5, 'USD', null, null);
        insert into view.goal values ('%2$s', '%1$s', 'a', 1, 'USD', null, null, null, null, 'open', now(), now(), 1, 1);
        """
            .formatted(user, scenario));
    for (String table : TABLES) {
      String mine = "select * from " + table + " where user_id = '" + user + "'";
      assertThat(platform.queryAs("worker", mine)).as("%s for the worker", table).hasSize(1);
      assertThat(platform.queryAs("app", mine)).as("%s without a user", table).isEmpty();
    }
    platform.execute("delete from mirror.users where user_id = '" + user + "'");
    for (String table : TABLES) {
      assertThat(
              platform.count("select count(*) from " + table + " where user_id = '" + user + "'"))
          .as("%s of a user who is gone", table)
          .isZero();
    }
  }
}
