package florin.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.providersync.ConnectionRemoved;
import florin.journal.stream.Ids;
import florin.journal.test.TestPlatform;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * An investment account that is seen through another login: the bank has new ids for its
 * transactions, and takes those back that the login before told of.
 */
class RelinkedInvestmentsIT extends RunningAccounts {

  private static final String HOLDINGS = "/api/investments/holdings";
  private static final String TRADES = "/api/investments/transactions";

  private final String user = someone("relinked");
  private final UUID account = Ids.next();
  private final Bank before = new Bank(user);
  private final Bank after = new Bank(user);
  private final InvestmentFixture first = new InvestmentFixture(before, account);
  private final InvestmentFixture again = new InvestmentFixture(after, account);

  @Test
  void hasItsHoldingsAndTransactionsOnce() {
    before.observes("2026-03-01T08:00:00Z", first.account());
    first.holds(
        "2026-03-01T08:00:00Z",
        first.holding("vti", "2", "20", "10"),
        first.holding("qq", "1", "10", null));
    first.trades(
        List.of(
            first.trade("old-1", "2026-02-01", "-10", "0.5"),
            first.trade("old-2", "2026-02-02", "-4", null)));
    soon(() -> assertThat(items(user, TRADES)).hasSize(2));
    List<Map<String, Object>> held = items(user, HOLDINGS);
    List<Map<String, Object>> traded = items(user, TRADES);

    before.says(new ConnectionRemoved(before.id, "user", Instant.parse(TIME)));
    after.observes("2026-03-02T08:00:00Z", again.account());
    again.holds(
        "2026-03-02T08:00:00Z",
        again.holding("vti", "2", "20", "10"),
        again.holding("qq", "1", "10", null));
    again.trades(
        List.of(
            again.trade("new-1", "2026-02-01", "-10", "0.5"),
            again.trade("new-2", "2026-02-02", "-4", null),
            again.trade("new-3", "2026-02-27", "-1", null)),
        "old-1",
        "old-2");
    soon(() -> assertThat(items(user, TRADES)).hasSize(3));

    assertThat(items(user, HOLDINGS)).isEqualTo(held).hasSize(2);
    assertThat(
            platform.count(
                "select count(*) from view.holding where user_id = '"
                    + TestPlatform.user(user)
                    + "'"))
        .isEqualTo(2);
    assertThat(items(user, TRADES).stream().skip(1).map(RelinkedInvestmentsIT::said))
        .containsExactlyElementsOf(traded.stream().map(RelinkedInvestmentsIT::said).toList());
    assertThat(items(user, "/api/accounts"))
        .singleElement()
        .satisfies(one -> assertThat(one.get("id")).isEqualTo(account.toString()));
    assertThat(items(user, "/api/investments/accounts")).hasSize(1);
    assertThat(items(user, "/api/investments/securities")).hasSize(2);
  }

  /** The days before stay what they were, and the days after are told by the new login. */
  @Test
  void goesOnWithItsHistory() {
    before.observes("2026-03-01T08:00:00Z", first.account());
    first.holds("2026-03-01T08:00:00Z", first.holding("vti", "2", "20", "10"));
    after.observes("2026-03-02T08:00:00Z", again.account());
    again.holds("2026-03-02T08:00:00Z", again.holding("vti", "3", "30", "15"));
    soon(() -> assertThat(quantities("")).containsExactly("3"));
    assertThat(quantities("?asOf=2026-03-01")).containsExactly("2");
  }

  private List<Object> quantities(String query) {
    return items(user, HOLDINGS + query).stream().map(one -> one.get("quantity")).toList();
  }

  /** What a transaction is, whatever its bank calls it. */
  private static List<Object> said(Map<String, Object> trade) {
    return List.of(
        trade.get("accountId"),
        trade.get("date"),
        trade.get("name").toString().replaceAll("(old|new)-", ""),
        trade.get("amount"),
        trade.get("quantity"),
        trade.get("security"));
  }
}
