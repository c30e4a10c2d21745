package florin.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.providersync.ObservedAccount;
import florin.events.providersync.ObservedHolding;
import florin.events.providersync.ObservedInvestmentTransaction;
import florin.journal.rebuild.Rebuild;
import florin.journal.stream.Ids;
import florin.journal.test.RebuildRules;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Situations that made numbers of investments wrong, each with its right numbers. */
class InvestmentCasesIT extends RunningAccounts {

  private static final String DAY = "2026-03-01T08:00:00Z";

  private final String user = someone("investor");
  private final Bank bank = new Bank(user);
  private final UUID account = Ids.next();
  private final InvestmentFixture investments = new InvestmentFixture(bank, account);

  private void listed(String at, @Nullable String current) {
    ObservedAccount listed = investments.account();
    listed.setCurrent(current == null ? null : new BigDecimal(current).setScale(10));
    listed.setAvailable(null);
    listed.setCreditLimit(null);
    bank.observes(at, listed);
  }

  private static @Nullable Object amount(@Nullable Object money) {
    return money == null ? null : ((Map<?, ?>) money).get("amount");
  }

  /** By the ticker or, while it is not described, by the provider's id. */
  private Map<String, Map<String, Object>> holdings() {
    Map<String, Map<String, Object>> holdings = new HashMap<>();
    for (Map<String, Object> item : items(user, "/api/investments/holdings")) {
      Map<?, ?> security = (Map<?, ?>) item.get("security");
      holdings.put(security.get("externalId").toString(), item);
    }
    return holdings;
  }

  private Map<?, ?> total() {
    List<?> totals = (List<?>) items(user, "/api/investments/accounts").getFirst().get("totals");
    return (Map<?, ?>) totals.getFirst();
  }

  private @Nullable Object balance() {
    Map<?, ?> balance = (Map<?, ?>) got(user, "/api/accounts/" + account).get("balance");
    return balance == null ? null : amount(balance.get("current"));
  }

  private @Nullable Object netWorth() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    return items(user, "/api/net-worth?from=" + today + "&to=" + today).stream()
        .map(item -> amount(item.get("net")))
        .findFirst()
        .orElse(null);
  }

  private void held(int count) {
    soon(() -> assertThat(items(user, "/api/investments/holdings")).hasSize(count));
  }

  @Test
  void c29CashInsideAnInvestmentAccountCountsOnce() {
    listed(DAY, "10500");
    ObservedHolding shares = investments.holding("vti", "40", "8000", null);
    investments.holds(DAY, shares, investments.holding("cash", "2500", "2500", null));
    held(2);
    assertThat(List.of(balance(), netWorth())).containsOnly("10500.00");
    assertThat(amount(total().get("value"))).isEqualTo("10500.00");

    investments.holds("2026-03-02T08:00:00Z", shares);
    held(1);
    assertThat(List.of(balance(), netWorth())).containsOnly("10500.00");
    assertThat(amount(total().get("value"))).isEqualTo("8000.00");

    investments.holds(
        "2026-03-03T08:00:00Z", shares, investments.holding("cash", "2480", "2480", null));
    held(2);
    assertThat(List.of(balance(), netWorth())).containsOnly("10500.00");
    assertThat(amount(total().get("value"))).isEqualTo("10480.00");
  }

  @Test
  void c30AnUnknownCostGivesNoGainAndACostOfZeroDoes() {
    listed(DAY, "22500");
    investments.holds(
        DAY,
        investments.holding("a", "1", "12000", "10000"),
        investments.holding("b", "1", "10000", null),
        investments.holding("c", "1", "500", "0"),
        investments.holding("d", "1", "0", "300"));
    held(4);
    Map<String, Object> gains = new HashMap<>();
    holdings().forEach((id, item) -> gains.put(id, amount(item.get("unrealizedGain"))));
    assertThat(gains)
        .containsEntry("a", "2000.00")
        .containsEntry("b", null)
        .containsEntry("c", "500.00")
        .containsEntry("d", "-300.00");
    assertThat(amount(total().get("unrealizedGain"))).isEqualTo("2200.00");
    assertThat(amount(total().get("costBasis"))).isEqualTo("10300.00");
    assertThat(total().get("withoutCostBasis")).isEqualTo(1);

    investments.holds("2026-03-02T08:00:00Z", investments.holding("a", "1", "12000", null));
    held(1);
    assertThat(holdings().get("a")).containsEntry("costBasis", null);
    assertThat(holdings().get("a")).containsEntry("unrealizedGain", null);
    assertThat(total().get("costBasis")).isNull();
  }

  @Test
  void c31AShortPositionIsNegative() {
    listed(DAY, "43380");
    investments.holds(
        DAY,
        investments.holding("shares", "1200", "48000", null),
        investments.holding("call", "-1200", "-4620", "-5040"));
    held(2);
    Map<String, Object> call = holdings().get("call");
    assertThat(call).containsEntry("quantity", "-1200");
    assertThat(amount(call.get("value"))).isEqualTo("-4620.00");
    assertThat(amount(call.get("unrealizedGain"))).isEqualTo("420.00");
    assertThat(amount(total().get("value"))).isEqualTo("43380.00");
    assertThat(List.of(balance(), netWorth())).containsOnly("43380.00");
  }

  @Test
  void c32AShareSplitIsAppliedByTheBankOnly(@Autowired Rebuild rebuild) {
    listed(DAY, "300");
    investments.holds(DAY, investments.holding("aapl", "3", "300", "150"));
    ObservedInvestmentTransaction split = investments.trade("s1", "2026-03-02", "0", null);
    split.setSecurityExternalId("aapl");
    split.setQuantity(new BigDecimal("9").setScale(18));
    split.setPrice(BigDecimal.ZERO.setScale(18));
    split.setType("transfer");
    split.setProviderType("transfer");
    split.setProviderSubtype("split");
    for (int i = 0; i < 5; i++) {
      splitIsThereOnce(split);
    }
    RebuildRules.check(platform, rebuild);
    splitIsThereOnce(split);
  }

  private void splitIsThereOnce(ObservedInvestmentTransaction split) {
    investments.trades(List.of(split));
    investments.holds("2026-03-02T08:00:00Z", investments.holding("aapl", "12", "300", "150"));
    soon(() -> assertThat(holdings().get("aapl")).containsEntry("quantity", "12"));
    assertThat(amount(holdings().get("aapl").get("costBasis"))).isEqualTo("150.00");
    soon(() -> assertThat(items(user, "/api/investments/transactions")).hasSize(1));
  }

  @Test
  void c33AfterBuyingAndSellingTwiceTheHoldingIsWhatTheBankHas() {
    listed(DAY, "300");
    List<ObservedInvestmentTransaction> trades = new ArrayList<>();
    trades.add(trade("t1", "2025-10-31", "buy", "20", "-4376", "16.00"));
    trades.add(trade("t2", "2025-11-13", "sell", "-20", "6383.82", "16.18"));
    trades.add(trade("t3", "2025-11-19", "buy", "30", "-8716", "16.00"));
    trades.add(trade("t4", "2025-11-20", "sell", "-30", "9613.73", "16.27"));
    trades.add(trade("t5", "2025-11-21", "buy", "1", "-300", "0"));
    investments.trades(trades);
    investments.holds(DAY, investments.holding("vti", "1", "300", "300"));
    soon(() -> assertThat(items(user, "/api/investments/transactions")).hasSize(5));
    held(1);
    assertThat(holdings().get("vti")).containsEntry("quantity", "1");
    assertThat(amount(holdings().get("vti").get("costBasis"))).isEqualTo("300.00");
    assertThat(amount(total().get("unrealizedGain"))).isEqualTo("0.00");
    BigDecimal realised =
        items(user, "/api/investments/transactions").stream()
            .filter(trade -> !"2025-11-21".equals(trade.get("date")))
            .map(trade -> new BigDecimal(String.valueOf(amount(trade.get("amount")))))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(realised).isEqualByComparingTo("2905.55");
  }

  private ObservedInvestmentTransaction trade(
      String id, String date, String type, String quantity, String amount, String fees) {
    ObservedInvestmentTransaction trade = investments.trade(id, date, amount, fees);
    trade.setQuantity(new BigDecimal(quantity).setScale(18));
    trade.setType(type);
    trade.setProviderType(type);
    trade.setProviderSubtype(type);
    return trade;
  }

  private List<Object> series(String from, String to) {
    return items(user, "/api/accounts/" + account + "/balances?from=" + from + "&to=" + to).stream()
        .<Object>map(
            day -> day.get("date") + " " + amount(day.get("current")) + " " + day.get("source"))
        .toList();
  }

  @Test
  void c15HoldingsAreTheHistoryOfAnInvestmentAccountOfWhichTheBankStatesNoBalance() {
    listed(DAY, null);
    soon(() -> assertThat(items(user, "/api/accounts")).hasSize(1));
    assertThat(balance()).isNull();

    investments.holds(
        DAY,
        investments.holding("vti", "40", "8000.25", null),
        investments.holding("cash", "2500", "2500", null));
    soon(() -> assertThat(balance()).isEqualTo("10500.25"));
    investments.holds("2026-03-03T08:00:00Z", investments.holding("vti", "40", "9000", null));
    soon(() -> assertThat(balance()).isEqualTo("9000.00"));
    assertThat(series("2026-02-28", "2026-03-04"))
        .containsExactly(
            "2026-03-01 10500.25 holdings",
            "2026-03-02 10500.25 null",
            "2026-03-03 9000.00 holdings",
            "2026-03-04 9000.00 null");
    Map<String, Object> worth =
        got(user, "/api/net-worth?from=2026-02-28&to=2026-03-02&by=account");
    assertThat(((List<?>) worth.get("unknown")).toString())
        .contains("2026-02-28", account.toString())
        .doesNotContain("2026-03-01");
    assertThat(((List<?>) worth.get("changes"))).isEmpty();

    listed("2026-03-05T08:00:00Z", "9100");
    soon(() -> assertThat(balance()).isEqualTo("9100.00"));
    investments.holds("2026-03-06T08:00:00Z", investments.holding("vti", "40", "9050", null));
    soon(() -> assertThat(amount(holdings().get("vti").get("value"))).isEqualTo("9050.00"));
    assertThat(series("2026-03-03", "2026-03-06"))
        .containsExactly(
            "2026-03-03 9000.00 holdings",
            "2026-03-04 9000.00 null",
            "2026-03-05 9100.00 provider",
            "2026-03-06 9100.00 null");
  }

  @Test
  void theSameHoldingsStateABalanceOnceADay() {
    listed(DAY, null);
    ObservedHolding held = investments.holding("vti", "40", "8000", null);
    investments.holds(DAY, held);
    soon(() -> assertThat(balance()).isEqualTo("8000.00"));
    long before = events(user);
    investments.holds("2026-03-01T09:00:00Z", held);
    listed("2026-03-01T10:00:00Z", null);
    investments.holds("2026-03-02T09:00:00Z", held);
    soon(
        () ->
            assertThat(series("2026-03-02", "2026-03-02").getFirst())
                .isEqualTo("2026-03-02 8000.00 holdings"));
    assertThat(events(user)).isEqualTo(before + 1);
  }
}
