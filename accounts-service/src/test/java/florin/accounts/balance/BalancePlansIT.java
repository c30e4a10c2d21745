package florin.accounts.balance;

import static org.assertj.core.api.Assertions.assertThat;

import florin.accounts.RunningAccounts;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Among the balances of many accounts the query reads one account's in order, by index. */
class BalancePlansIT extends RunningAccounts {

  private static final String FILL =
      """
      insert into mirror.users
      select gen_random_uuid(), now() from generate_series(1, 20);
      insert into view.account (account_id, user_id, bank_name, type, currency, hidden, status,
          stream_version, version, at)
      select gen_random_uuid(), u.user_id, 'filler', 'other', 'USD', false, 'active', 1, 0, now()
      from mirror.users u
      where not exists (select from journal.event e where e.user_id = u.user_id);
      insert into view.balance (account_id, observed_at, source, user_id, currency, current,
          stream_version, version, at)
      select a.account_id, now() - day * interval '1 day', 'provider', a.user_id, 'USD', 1, 1, 0,
          now()
      from view.account a, generate_series(1, 365) as day
      where a.bank_name = 'filler'
      limit 40000;
      analyze view.balance;
      """;

  @Test
  void areByUserAndAccountInTheirOrder() {
    platform.execute(FILL);
    Map<String, Object> some =
        platform.query("select user_id, account_id from view.balance limit 1").get(0);
    String list =
        plan(
            (UUID) some.get("user_id"),
            BalanceQueries.LIST,
            Map.of(
                "user", "'" + some.get("user_id") + "'",
                "account", "'" + some.get("account_id") + "'",
                "from", "'2026-01-01T00:00Z'",
                "until", "null",
                "afterAt", "null",
                "afterSource", "null",
                "limit", "51"));
    assertThat(list)
        .containsAnyOf("balance_user", "balance_pkey")
        .doesNotContain("Seq Scan on balance", "Sort");
  }
}
