package florin.planning.spending;

import static org.assertj.core.api.Assertions.assertThat;

import florin.planning.PlanningPlatform;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service's own role reads of a user with 100,000 transactions: days, not all of them. */
class SpendingPlansIT extends PlanningPlatform {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);
  private static final UUID USER = UUID.fromString("4a1f7f0e-0000-7000-8000-0000000000aa");
  private static final UUID ACCOUNT = UUID.fromString("4a1f7f0e-0000-7000-8000-0000000000ab");
  private static final int ROWS = 100_000;

  @BeforeAll
  static void grow() {
    platform.execute(
        """
        insert into mirror.users values ('%1$s', now());
        insert into mirror.transaction
        select '%1$s', gen_random_uuid(), '%2$s', -(n %% 500) - 1, 'USD', date '%3$s' - n / 27, null, n %% 100 = 0,
          'Shop', null, null, false
        from generate_series(0, %4$d - 1) n;
        analyze mirror.transaction;
        """
            .formatted(USER, ACCOUNT, TODAY, ROWS));
  }

  @AfterAll
  static void shrink() {
    platform.execute("delete from mirror.users where user_id = '" + USER + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "moved,    transaction_of_,        2000",
    "inflows,  transaction_of_day,     6000",
    "payments, transaction_of_day,     2000"
  })
  void readsByDay(String query, String index, long most) throws SQLException {
    String plan = explained(statement(query));
    assertThat(plan).contains(index).doesNotContain("Seq Scan on transaction");
    assertThat(
            plan.lines()
                .filter(line -> line.contains("on transaction"))
                .mapToLong(SpendingPlansIT::read)
                .sum())
        .as("rows read of %d:%n%s", ROWS, plan)
        .isBetween(1L, most);
  }

  private static String statement(String query) {
    return switch (query) {
      case "moved" -> SpendingQueries.MOVED;
      case "inflows" -> SpendingQueries.INFLOWS.replace("amount > 0", "amount < 0");
      case "payments" -> SpendingQueries.PAYMENTS;
      default -> throw new IllegalArgumentException(query);
    };
  }

  private static String explained(String statement) throws SQLException {
    String literal = statement;
    for (Map.Entry<String, String> value :
        Map.of(
                ":pendingFrom", "'" + TODAY.minusDays(30) + "'",
                ":accounts", "'{" + ACCOUNT + "}'",
                ":sinces", "'{NULL}'",
                ":currencies", "'{USD}'",
                ":user", "'" + USER + "'::uuid",
                ":today", "'" + TODAY + "'",
                ":days", "90",
                ":from", "'" + TODAY.minusDays(20) + "'",
                ":amounts", "'{-100,-200}'::numeric[]")
            .entrySet()) {
      literal = literal.replace(value.getKey(), value.getValue());
    }
    try (Connection connection = platform.connect("app");
        Statement session = connection.createStatement()) {
      session.execute("select set_config('app.user_id', '" + USER + "', false)");
      StringBuilder plan = new StringBuilder();
      try (ResultSet rows =
          session.executeQuery("explain (analyze, costs off, timing off) " + literal)) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
      return plan.toString();
    }
  }

  /** The rows of a line such as {@code Index Scan … (actual rows=810.00 loops=1)}. */
  private static long read(String line) {
    String rows = line.substring(line.indexOf("rows=") + "rows=".length());
    return (long) Double.parseDouble(rows.substring(0, rows.indexOf(' ')));
  }
}
