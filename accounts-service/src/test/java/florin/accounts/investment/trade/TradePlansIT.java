package florin.accounts.investment.trade;

import static org.assertj.core.api.Assertions.assertThat;

import florin.accounts.RunningAccounts;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Among many investment transactions the newest come by index, of all accounts and of one. */
class TradePlansIT extends RunningAccounts {

  private static final String FILL =
      """
      insert into mirror.users
      select gen_random_uuid(), now() from generate_series(1, 20);
      insert into view.investment_transaction (transaction_id, user_id, connection_id, external_id,
          account_id, date, name, quantity, amount, currency, type, provider_type, stream_version,
          version, at)
      select gen_random_uuid(), u.user_id, u.user_id, 'filler', u.user_id, date '2026-01-01' - n,
          'filler', 1, 1, 'USD', 'buy', 'buy', 1, 0, now()
      from mirror.users u, generate_series(1, 2000) as n
      where not exists (select from journal.event e where e.user_id = u.user_id);
      analyze view.investment_transaction;
      """;

  private static Map<String, String> literals(UUID user, String accounts) {
    Map<String, String> literals = new HashMap<>();
    literals.put("user", "'" + user + "'");
    literals.put("accounts", accounts);
    for (String unset : new String[] {"security", "type", "subtype", "from", "to"}) {
      literals.put(unset, "null");
    }
    literals.put("afterDate", "null");
    literals.put("afterId", "null");
    literals.put("limit", "51");
    return literals;
  }

  @Test
  void areByUserAndDay() {
    platform.execute(FILL);
    UUID user =
        (UUID)
            platform
                .query(
                    "select user_id from view.investment_transaction where external_id = 'filler'"
                        + " limit 1")
                .getFirst()
                .get("user_id");

    assertThat(plan(user, TradeQueries.LIST, literals(user, "null")))
        .containsAnyOf("investment_transaction_user", "investment_transaction_account")
        .doesNotContain("Seq Scan on investment_transaction", "Sort");
    assertThat(plan(user, TradeQueries.LIST, literals(user, "'{" + user + "}'")))
        .containsAnyOf("investment_transaction_user", "investment_transaction_account")
        .doesNotContain("Seq Scan on investment_transaction");
  }
}
