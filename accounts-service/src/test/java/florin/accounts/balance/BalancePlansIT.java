package florin.accounts.balance;

import static org.assertj.core.api.Assertions.assertThat;

import florin.accounts.RunningAccounts;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Among 100,000 day sums and many observations a series reads one household's, by index. */
class BalancePlansIT extends RunningAccounts {

  private static final String FILL =
      """
      insert into mirror.users
      select gen_random_uuid(), now() from generate_series(1, 20);
      insert into view.account (account_id, user_id, bank_name, type, currency, hidden, status,
          stream_version, version, at)
      select gen_random_uuid(), u.user_id, 'filler', 'other', 'USD', false, 'active', 1, 0, now()
      from mirror.users u, generate_series(1, 10)
      where not exists (select from journal.event e where e.user_id = u.user_id);
      insert into view.balance (account_id, observed_at, source, user_id, currency, current,
          stream_version, version, at)
      select a.account_id, now() - day * interval '1 day', 'provider', a.user_id, 'USD', 1, 1, 0,
          now()
      from view.account a, generate_series(1, 200) as day
      where a.bank_name = 'filler';
      insert into mirror.day_total (user_id, account_id, currency, date, amount, transactions)
      select a.user_id, a.account_id, 'USD', current_date - day, 1, 1
      from view.account a, generate_series(1, 500) as day
      where a.bank_name = 'filler';
      analyze view.balance;
      analyze view.account;
      analyze mirror.day_total;
      """;

  @Test
  void areByUserAndAccount() {
    platform.execute(FILL);
    Map<String, Object> some =
        platform
            .query(
                "select user_id, account_id from view.account where bank_name = 'filler' limit 1")
            .get(0);
    UUID user = (UUID) some.get("user_id");
    Map<String, String> literals = new HashMap<>();
    literals.put("user", "'" + user + "'::uuid");
    literals.put("account", "'" + some.get("account_id") + "'");
    literals.put("zone", "'UTC'");
    literals.put("points", "'{2026-01-01,2026-01-02}'");
    assertThat(plan(user, BalanceQueries.SERIES, literals))
        .contains("day_total_pkey", "balance_history")
        .doesNotContain("Seq Scan on balance", "Seq Scan on day_total");
    literals.put("account", "null");
    literals.put("by", "'type'");
    literals.put("includeHidden", "false");
    assertThat(plan(user, NetWorthQueries.SERIES, literals))
        .contains("day_total_pkey", "balance_history")
        .doesNotContain("Seq Scan on balance", "Seq Scan on day_total");
  }
}
