package florin.planning.balance;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.accounts.AccountClosed;
import florin.events.accounts.AccountMerged;
import florin.events.accounts.AccountUnmerged;
import florin.events.accounts.BalanceWithdrawn;
import florin.planning.PlanSteps;
import florin.planning.TopicFixture;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Goals and safe-to-spend show the balance of the account, whatever kind of account it is. */
class BalanceCasesIT extends PlanSteps {

  private final TopicFixture topicFixture = told();

  private static Instant noon(LocalDate day) {
    return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
  }

  private LocalDate today() {
    return LocalDate.parse(get("/api/safe-to-spend").get("asOf").toString());
  }

  private String goal(UUID account) {
    return body(me().post()
            .uri("/api/goals")
            .bodyValue(
                Map.of(
                    "name",
                    "Goal " + account,
                    "target",
                    usd("1000000"),
                    "accountId",
                    account.toString()))
            .exchange()
            .expectStatus()
            .isCreated())
        .get("id")
        .toString();
  }

  private Object saved(String goal) {
    return ((Map<?, ?>) get("/api/goals/{id}", goal).get("saved")).get("amount");
  }

  private @Nullable Object spendable(UUID account) {
    for (Object row : (List<?>) get("/api/safe-to-spend").get("items")) {
      for (Object line : (List<?>) ((Map<?, ?>) row).get("accounts")) {
        if (((Map<?, ?>) line).get("accountId").equals(account.toString())) {
          Map<?, ?> money = (Map<?, ?>) ((Map<?, ?>) line).get("amount");
          return money == null ? null : money.get("amount");
        }
      }
    }
    return "absent";
  }

  private void everywhere(UUID account, String goal, String amount) {
    topicFixture.arrived();
    assertThat(List.of(saved(goal), String.valueOf(spendable(account)))).containsOnly(amount);
  }

  @Test
  void c13AStatementHoldsForItsDay() {
    UUID account = topicFixture.account("Cash", "depository", "USD");
    LocalDate today = today();
    topicFixture.balance(account, "USD", "opening", "100", null, noon(today));
    topicFixture.entered(account, today, "-30", "shop");
    String goal = goal(arrived(account));
    everywhere(account, goal, "70.00");
    topicFixture.balance(account, "USD", "manual", "75", null, noon(today));
    everywhere(account, goal, "75.00");
    topicFixture.entered(account, today, "-5", "later");
    everywhere(account, goal, "70.00");
    topicFixture.accounts(account, new BalanceWithdrawn(account, noon(today), Instant.now()));
    everywhere(account, goal, "65.00");
  }

  private UUID arrived(UUID account) {
    topicFixture.arrived();
    return account;
  }

  @Test
  void c14AStatementAndLaterRows() {
    UUID account = topicFixture.account("Cash", "depository", "USD");
    LocalDate day = today().minusDays(8);
    topicFixture.entered(account, day.minusDays(1), "-1000", "covered by the statement");
    topicFixture.balance(account, "USD", "manual", "200", null, noon(day));
    topicFixture.entered(account, day.plusDays(2), "-30", "a");
    topicFixture.entered(account, day.plusDays(8), "-50", "b");
    topicFixture.entered(account, day.plusDays(9), "-1", "tomorrow");
    everywhere(account, goal(arrived(account)), "120.00");
  }

  @Test
  void c14AnAccountThatOnlyReceivedRows() {
    UUID account = topicFixture.account("Cash", "depository", "USD");
    topicFixture.entered(account, today(), "50", "transfer");
    everywhere(account, goal(arrived(account)), "50.00");
  }

  @Test
  void c14TheNewestBalanceOfTheBankHolds() {
    UUID account = topicFixture.account("Bank", "depository", "USD");
    topicFixture.balance(account, "500", null);
    topicFixture.booked(account, today(), "-7", null, false);
    topicFixture.entered(account, today(), "-9", "by hand");
    everywhere(account, goal(arrived(account)), "500.00");
  }

  @Test
  void c16AClosedAccountHasNoBalance() {
    UUID account = topicFixture.account("Old", "depository", "USD");
    topicFixture.balance(account, "12.34", null);
    String goal = goal(arrived(account));
    assertThat(saved(goal)).isEqualTo("12.34");
    topicFixture.accounts(account, new AccountClosed(account, "user", Instant.now(), null));
    topicFixture.arrived();
    assertThat(spendable(account)).isEqualTo("absent");
    assertThat(saved(goal)).isEqualTo("0.00");
  }

  @Test
  void c09MergedAccountsAreOneAccount() {
    UUID his = topicFixture.account("Joint", "depository", "USD");
    UUID hers = topicFixture.account("Joint again", "depository", "USD");
    LocalDate today = today();
    for (int i = 1; i <= 3; i++) {
      topicFixture.booked(his, today.minusDays(i), "-10", null, false);
      topicFixture.booked(hers, today.minusDays(i), "-10", null, false);
    }
    topicFixture.booked(hers, today, "-5", null, true);
    topicFixture.booked(his, today, "-5", null, true);
    topicFixture.balance(his, "3000", null);
    topicFixture.balance(hers, "3000", null);
    String goal = goal(arrived(hers));
    topicFixture.accounts(hers, new AccountMerged(hers, his, Instant.now()));
    topicFixture.arrived();
    assertThat(saved(goal)).isEqualTo("3000.00");
    assertThat(spendable(his)).isEqualTo("3000.00");
    assertThat(spendable(hers)).isEqualTo("absent");
    assertThat(subtracted()).containsExactly("5.00");
    topicFixture.accounts(hers, new AccountUnmerged(hers, Instant.now()));
    topicFixture.arrived();
    assertThat(spendable(hers)).isEqualTo("3000.00");
    assertThat(subtracted()).containsExactly("5.00", "5.00");
  }

  private List<Object> subtracted() {
    return ((List<?>)
            ((Map<?, ?>) ((List<?>) get("/api/safe-to-spend").get("items")).getFirst())
                .get("subtracted"))
        .stream()
            .<Object>map(line -> ((Map<?, ?>) ((Map<?, ?>) line).get("amount")).get("amount"))
            .toList();
  }

  private String goal(Map<String, Object> body) {
    return body(me().post().uri("/api/goals").bodyValue(body).exchange().expectStatus().isCreated())
        .get("id")
        .toString();
  }

  private Object amount(String goal, String field) {
    return ((Map<?, ?>) get("/api/goals/{id}", goal).get(field)).get("amount");
  }

  @Test
  void c09GoalsToPayOffOnMergedAccountsShareOneDebt() {
    UUID his = topicFixture.account("Loan", "loan", "USD");
    UUID hers = topicFixture.account("Loan again", "loan", "USD");
    topicFixture.balance(his, "-600", null);
    topicFixture.balance(hers, "-600", null);
    topicFixture.arrived();
    String first = payOff("First", his, "300");
    String second = payOff("Second", hers, "1000");
    assertThat(List.of(amount(first, "paidOff"), amount(second, "paidOff")))
        .containsExactly("300.00", "400.00");
    topicFixture.accounts(hers, new AccountMerged(hers, his, Instant.now()));
    topicFixture.arrived();
    assertThat(List.of(amount(first, "paidOff"), amount(second, "paidOff")))
        .containsExactly("300.00", "100.00");
    assertThat(get("/api/goals/{id}", second).get("accountId")).isEqualTo(his.toString());
    assertThat(payOff("Third", hers, "10")).isNotEmpty();
    topicFixture.accounts(hers, new AccountUnmerged(hers, Instant.now()));
    topicFixture.arrived();
    assertThat(amount(second, "paidOff")).isEqualTo("400.00");
    assertThat(get("/api/goals/{id}", second).get("accountId")).isEqualTo(hers.toString());
  }

  private String payOff(String name, UUID account, String target) {
    return goal(
        Map.of(
            "kind", "pay-off",
            "name", name,
            "target", usd(target),
            "startDebt", usd("1000"),
            "accountId", account.toString()));
  }

  @Test
  void c09AnAllocationFromAMergedAccountIsTakenOffTheGoalsOfItsSurvivor() {
    UUID his = topicFixture.account("Joint", "depository", "USD");
    UUID hers = topicFixture.account("Joint again", "depository", "USD");
    topicFixture.balance(his, "300", null);
    topicFixture.balance(hers, "300", null);
    topicFixture.arrived();
    String saved = goal(his);
    String allocated = goal(Map.of("name", "Trip", "target", usd("1000")));
    Object scenario =
        body(me().post()
                .uri("/api/scenarios")
                .bodyValue(
                    Map.of(
                        "name", "Plan",
                        "startingBalance", usd("300"),
                        "accountId", hers.toString()))
                .exchange()
                .expectStatus()
                .isCreated())
            .get("id");
    me().post()
        .uri("/api/scenarios/{id}/allocations", scenario)
        .bodyValue(Map.of("name", "Trip", "amount", usd("100"), "goalId", allocated))
        .exchange()
        .expectStatus()
        .is2xxSuccessful();
    assertThat(saved(saved)).isEqualTo("300.00");
    topicFixture.accounts(hers, new AccountMerged(hers, his, Instant.now()));
    topicFixture.arrived();
    assertThat(saved(saved)).isEqualTo("200.00");
    assertThat(get("/api/scenarios/{id}", scenario).get("accountId")).isEqualTo(his.toString());
  }

  @Test
  void c09TheNewestBalanceOfABankCountsWhicheverMergedAccountItIsOf() {
    UUID his = topicFixture.account("Joint", "depository", "USD");
    UUID hers = topicFixture.account("Joint again", "depository", "USD");
    topicFixture.balance(his, "60", "50");
    topicFixture.balance(hers, "100", "90");
    topicFixture.arrived();
    assertThat(spendable(his)).isEqualTo("50.00");
    topicFixture.accounts(hers, new AccountMerged(hers, his, Instant.now()));
    topicFixture.arrived();
    assertThat(spendable(his)).isEqualTo("90.00");
  }

  @Test
  void anAccountHasTheCurrencyInWhichItsBankStatesBalances() {
    UUID account = topicFixture.account("Bank", "depository", "USD");
    topicFixture.balance(account, "EUR", "provider", "50", null, noon(today().minusDays(1)));
    topicFixture.arrived();
    assertThat(spendable(account)).isEqualTo("50.00");
  }
}
