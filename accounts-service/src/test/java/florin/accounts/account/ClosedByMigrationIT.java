package florin.accounts.account;

import static org.assertj.core.api.Assertions.assertThat;

import florin.accounts.RunningAccounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** A database with accounts that were closed before anybody asked by whom. */
class ClosedByMigrationIT extends RunningAccounts {

  private static final String SOME_ACCOUNTS =
      """
      with u as (insert into mirror.users values (gen_random_uuid(), now()) returning user_id)
      insert into account (account_id, user_id, bank_name, type, currency, hidden, status,
          stream_version, version, at)
      select gen_random_uuid(), u.user_id, s, 'other', 'USD', false, s, 1, 0, now()
      from u, unnest(array['active', 'closed']) s
      """;

  @Test
  void makesTheirUsersTheOnesWhoClosedThem() throws SQLException, IOException {
    try (Connection connection = platform.connect("postgres");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local role accounts_owner");
      statement.execute("create schema earlier");
      statement.execute("set local search_path = earlier");
      List<Resource> migrations = migrations();
      for (Resource migration : migrations) {
        if (name(migration).startsWith("V005__")) {
          statement.execute("reset role");
          statement.execute(SOME_ACCOUNTS);
          statement.execute("set local role accounts_owner");
        }
        statement.execute(migration.getContentAsString(StandardCharsets.UTF_8));
      }
      statement.execute("reset role");
      assertThat(closedBy(statement)).containsEntry("active", null).containsEntry("closed", "user");
      try (ResultSet guarded =
          statement.executeQuery(
              "select relforcerowsecurity from pg_class where oid = 'earlier.account'::regclass")) {
        guarded.next();
        assertThat(guarded.getBoolean(1)).isTrue();
      }
      connection.rollback();
    }
  }

  private static Map<String, String> closedBy(Statement statement) throws SQLException {
    Map<String, String> found = new LinkedHashMap<>();
    try (ResultSet rows = statement.executeQuery("select status, closed_by from account")) {
      while (rows.next()) {
        found.put(rows.getString(1), rows.getString(2));
      }
    }
    return found;
  }

  private static List<Resource> migrations() throws IOException {
    return Arrays.stream(
            new PathMatchingResourcePatternResolver().getResources("classpath:db/view/V*.sql"))
        .sorted(Comparator.comparing(ClosedByMigrationIT::name))
        .toList();
  }

  private static String name(Resource migration) {
    return Objects.requireNonNull(migration.getFilename());
  }
}
