package florin.migrate.plan;

import static florin.migrate.plan.SmallSources.found;
import static florin.migrate.plan.SmallSources.plan;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleRowsTests {

  private static final String RULES =
      "create table transaction_rules (id integer, user_id text, match_criteria text, action text)";

  @TempDir private Path folder;

  @Test
  void reportsTheFieldsOfARuleThatFlorinDoesNotHave() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            RULES,
            "insert into transaction_rules values (1, 'ada', '{\"merchant_name\": \"A\"}',"
                + " '{\"category\": \"B\"}'), (2, 'ada', '{\"merchant_name\": \"A\", \"weekday\":"
                + " 1}', '{\"category\": \"B\"}'), (3, 'ada', '{\"merchant_name\": \"A\"}',"
                + " '{\"merchant_type\": \"B\"}'), (4, 'ada', '{\"merchant_name\": \"A\"}',"
                + " '{\"category\": \"B\", \"tag\": \"C\"}'), (5, 'ada', '{}', '{\"category\":"
                + " \"B\"}')");
    assertThat(found(plan, "transaction_rules"))
        .containsExactly(
            "2 not-mapped left-out",
            "3 not-mapped left-out",
            "4 not-mapped changed",
            "5 not-mapped left-out");
  }

  @Test
  void reportsValuesOfARuleThatFlorinDoesNotHave() throws SQLException {
    MigrationPlan plan =
        plan(
            folder,
            RULES,
            "create table categories (id integer, category_slug text)",
            "insert into categories values (1, 'A')",
            "insert into transaction_rules values"
                + " (1, 'ada', '{\"description_pattern\": \"^A\\\\ \\\\#1$\"}', '{\"category\":"
                + " \"B\"}'),"
                + " (2, 'ada', '{\"description_pattern\": \"(open\"}', '{\"category\": \"B\"}'),"
                + " (3, 'ada', '{\"description_pattern\": \"(?<=a)b\"}', '{\"category\": \"B\"}'),"
                + " (4, 'ada', '{\"description_pattern\": \"(a)\\\\1\"}', '{\"category\": \"B\"}'),"
                + " (5, 'ada', '{\"account_id\": \"ben\"}', '{\"category\": \"B\"}'),"
                + " (6, 'ada', '{\"amount_min\": \"much\"}', '{\"category\": \"B\"}'),"
                + " (7, 'ada', '{\"amount_min\": \"5\"}', '{\"category_id\": 9}'),"
                + " (8, 'ada', '{\"amount_min\": 5}', '{\"category_id\": 9, \"category\":"
                + " \"B\"}'),"
                + " (9, 'ada', '{\"account_id\": \"bank\"}', '{\"category_id\": 1}')");
    assertThat(found(plan, "transaction_rules"))
        .containsExactly(
            "2 not-mapped left-out",
            "3 not-mapped left-out",
            "4 not-mapped left-out",
            "5 orphan left-out",
            "6 unreadable-value left-out",
            "7 orphan left-out",
            "8 reference-dropped changed");
  }

  @Test
  void reportsTextsAndAmountsOfARuleThatFlorinDoesNotHave() throws SQLException {
    String longText = "x".repeat(600);
    MigrationPlan plan =
        plan(
            folder,
            RULES,
            "insert into transaction_rules values"
                + " (1, 'ada', '{\"merchant_name\": 5}', '{\"category\": \"B\"}'),"
                + " (2, 'ada', '{\"merchant_name\": \"%s\"}', '{\"category\": \"B\"}'),"
                    .formatted(longText)
                + " (3, 'ada', '{\"merchant_name\": \" \"}', '{\"category\": \"B\"}'),"
                + " (4, 'ada', '{\"merchant_name\": \"A\"}', '{\"category\": 7}'),"
                + " (5, 'ada', '{\"merchant_name\": \"A\"}', '{\"description\": \"%s\"}'),"
                    .formatted(longText)
                + " (6, 'ada', '{\"amount_min\": 10, \"amount_max\": \"5\"}', '{\"category\":"
                + " \"B\"}'),"
                + " (7, 'ada', '{\"amount_min\": 5, \"amount_max\": 5}', '{\"category\":"
                + " \"B\"}')");
    assertThat(found(plan, "transaction_rules"))
        .containsExactly(
            "1 not-mapped left-out",
            "2 not-mapped left-out",
            "3 not-mapped left-out",
            "4 not-mapped left-out",
            "5 shortened changed",
            "6 out-of-range left-out");
  }
}
