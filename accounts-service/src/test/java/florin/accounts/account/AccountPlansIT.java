package florin.accounts.account;

import static org.assertj.core.api.Assertions.assertThat;

import florin.accounts.RunningAccounts;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Among the accounts of many households the queries find one household's by index. */
class AccountPlansIT extends RunningAccounts {

  private static final String FILL =
      """
      insert into mirror.users
      select gen_random_uuid(), now() from generate_series(1, 400);
      insert into view.account (account_id, user_id, bank_name, type, currency, hidden, status,
          stream_version, version, at)
      select gen_random_uuid(), u.user_id, 'filler', 'other', 'USD', false, 'active', 1, 0, now()
      from mirror.users u, generate_series(1, 30)
      where not exists (select from journal.event e where e.user_id = u.user_id);
      analyze view.account;
      """;

  @Test
  void areByUser() {
    platform.execute(FILL);
    UUID user =
        (UUID) platform.query("select user_id from view.account limit 1").get(0).get("user_id");
    String list =
        plan(
            user,
            AccountQueries.LIST,
            Map.of(
                "user", "'" + user + "'",
                "includeHidden", "true",
                "type", "null",
                "status", "null",
                "after", "null",
                "limit", "51"));
    assertThat(list).contains("account_user").doesNotContain("Seq Scan on account ");
    String find =
        plan(
            user,
            AccountQueries.FIND,
            Map.of("user", "'" + user + "'", "account", "'" + UUID.randomUUID() + "'"));
    assertThat(find).contains("Index Scan").doesNotContain("Seq Scan on account ");
  }
}
