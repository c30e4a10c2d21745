package florin.planning.goal;

import static org.assertj.core.api.Assertions.assertThat;

import florin.planning.PlanSteps;
import florin.planning.TopicFixture;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;

class GoalIT extends PlanSteps {

  private Map<?, ?> goal(String name, String target) {
    return goal(Map.of("name", name, "target", usd(target)));
  }

  private Map<?, ?> goal(Map<String, Object> body) {
    return body(
        me().post().uri("/api/goals").bodyValue(body).exchange().expectStatus().isCreated());
  }

  @Test
  void isShownAsItWasSet() {
    Map<?, ?> set =
        goal(
            Map.of(
                "name", "Trip",
                "target", usd("30000000"),
                "dueDate", "2099-12-31",
                "monthlyContribution", usd("25"),
                "note", "Lisbon"));
    assertThat(set)
        .extracting("name", "target", "dueDate", "monthlyContribution", "note", "state", "version")
        .containsExactly(
            "Trip", usd("30000000.00"), "2099-12-31", usd("25.00"), "Lisbon", "open", 1);
    assertThat(set)
        .extracting("saved", "kind", "remaining", "progress")
        .containsExactly(usd("0.00"), "save", usd("30000000.00"), 0);
    assertThat(share(set).get("basis")).isEqualTo("allocation");
    assertThat(get("/api/goals/{id}", set.get("id"))).isEqualTo(set);
    assertThat((List<?>) get("/api/goals").get("items")).singleElement().isEqualTo(set);
  }

  @Test
  void changesOnlyInTheFieldsThatAreGivenAndClearsWithNull() {
    Map<?, ?> set = goal(Map.of("name", "Trip", "target", usd("500"), "note", "Lisbon"));
    Map<?, ?> changed =
        body(
            me().patch()
                .uri("/api/goals/{id}", set.get("id"))
                .header("If-Match", "\"1\"")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"name\":\"Far trip\",\"note\":null}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"2\""));
    Map<Object, Object> expected = new HashMap<>(set);
    expected.put("name", "Far trip");
    expected.put("note", null);
    expected.put("version", 2);
    assertThat(changed).isEqualTo(expected);
    problem(
        me().patch()
            .uri("/api/goals/{id}", set.get("id"))
            .header("If-Match", "\"1\"")
            .bodyValue(Map.of("name", "a")),
        412,
        "version-mismatch");
  }

  @Test
  void isReachedAbandonedAndReopened() {
    Object id = goal("Trip", "500").get("id");
    me().post().uri("/api/goals/{id}/reach", id).exchange().expectStatus().isOk();
    assertThat(get("/api/goals/{id}", id).get("state")).isEqualTo("reached");
    me().delete().uri("/api/goals/{id}", id).exchange().expectStatus().isNoContent();
    assertThat(get("/api/goals/{id}", id).get("state")).isEqualTo("abandoned");
    assertThat((List<?>) get("/api/goals").get("items")).isEmpty();
    assertThat(texts(get("/api/goals?includeAbandoned=true"), "id")).containsExactly(id + "");
    me().post().uri("/api/goals/{id}/reopen", id).exchange().expectStatus().isOk();
    assertThat(get("/api/goals/{id}", id))
        .extracting("state", "version")
        .containsExactly("open", 4);
  }

  @Test
  void isListedNewestFirstOnPagesThatMissAndRepeatNothing() {
    for (int i = 0; i < 5; i++) {
      goal("Goal " + i, "5");
    }
    assertThat(walk("/api/goals?limit=2", "name"))
        .containsExactly("Goal 4", "Goal 3", "Goal 2", "Goal 1", "Goal 0");
  }

  @Test
  void isNobodyElses() {
    Object id = goal("Trip", "500").get("id");
    var other = as("other-" + UUID.randomUUID());
    problem(other.get().uri("/api/goals/{id}", id), 404, "not-found");
    problem(other.post().uri("/api/goals/{id}/reach", id), 404, "not-found");
    problem(other.get().uri("/api/goals/{id}", UUID.randomUUID()), 404, "not-found");
  }

  @Test
  void comesAsFarAsTheBalanceOfItsAccount() {
    TopicFixture topicFixture = told();
    UUID account = topicFixture.account("Savings", "depository", "USD");
    topicFixture.balance(account, "250", null);
    LocalDate today = LocalDate.parse(get("/api/safe-to-spend").get("asOf").toString());
    topicFixture.entered(account, today.minusDays(10), "30", "Put aside");
    topicFixture.entered(account, today.minusDays(20), "60", "Put aside");
    topicFixture.entered(account, today.minusDays(90), "999", "Too long ago");
    topicFixture.arrived();
    Map<?, ?> goal =
        goal(Map.of("name", "Trip", "target", usd("1000"), "accountId", account.toString()));
    assertThat(goal)
        .extracting("saved", "kind", "remaining", "progress", "projectedFrom")
        .containsExactly(usd("250.00"), "save", usd("750.00"), 25, "pace");
    assertThat(goal.get("projectedDate")).isEqualTo(today.plusDays(750).toString());
    topicFixture.balance(account, "1000.01", null);
    topicFixture.arrived();
    assertThat(get("/api/goals/{id}", goal.get("id")))
        .extracting("saved", "remaining", "progress", "projectedDate")
        .containsExactly(usd("1000.01"), usd("0.00"), 100, today.toString());
  }

  private UUID account(String type, String balance) {
    TopicFixture topicFixture = told();
    UUID account = topicFixture.account("Account", type, "USD");
    topicFixture.balance(account, balance, null);
    topicFixture.arrived();
    return account;
  }

  private static Map<String, Object> on(UUID account, String name, String target, String due) {
    return Map.of(
        "name", name, "target", usd(target), "accountId", account.toString(), "dueDate", due);
  }

  private static Map<?, ?> share(Map<?, ?> goal) {
    return (Map<?, ?>) goal.get("share");
  }

  @Test
  void twoGoalsOnOneAccountShareItsBalanceInOrder() {
    UUID account = account("depository", "700");
    Object later = goal(on(account, "Car", "1000", "2099-06-30")).get("id");
    assertThat(get("/api/goals/{id}", later))
        .extracting("saved", "progress")
        .containsExactly(usd("700.00"), 70);
    Map<?, ?> sooner = goal(on(account, "Trip", "500", "2099-01-31"));
    assertThat(sooner)
        .extracting("saved", "remaining", "progress")
        .containsExactly(usd("500.00"), usd("0.00"), 100);
    assertThat(share(sooner))
        .extracting("basis", "accountBalance", "takenBefore", "position", "goals")
        .containsExactly("order", usd("700.00"), usd("0.00"), 1, 2);
    assertThat(get("/api/goals/{id}", later))
        .extracting("saved", "remaining", "progress")
        .containsExactly(usd("200.00"), usd("800.00"), 20);
    assertThat(share(get("/api/goals/{id}", later)))
        .extracting("basis", "accountBalance", "takenBefore", "position", "goals")
        .containsExactly("order", usd("700.00"), usd("500.00"), 2, 2);
    me().delete().uri("/api/goals/{id}", sooner.get("id")).exchange().expectStatus().isNoContent();
    assertThat(get("/api/goals/{id}", later).get("saved")).isEqualTo(usd("700.00"));
    assertThat(get("/api/goals/{id}", sooner.get("id")).get("saved")).isEqualTo(usd("0.00"));
  }

  @Test
  void pagesOfTheListShareAsTheWholeListDoes() {
    UUID account = account("depository", "250");
    for (int i = 0; i < 4; i++) {
      goal(Map.of("name", "G" + i, "target", usd("100"), "accountId", account.toString()));
    }
    assertThat(walk("/api/goals?limit=1", "progress")).containsExactly("0", "50", "100", "100");
  }

  @Test
  void aGoalToPayOffCountsTheDebtThatIsGone() {
    TopicFixture topicFixture = told();
    UUID loan = topicFixture.account("Loan", "loan", "USD");
    topicFixture.balance(loan, "-13170", null);
    topicFixture.arrived();
    Map<?, ?> goal =
        goal(
            Map.of(
                "kind",
                "pay-off",
                "name",
                "Loan",
                "accountId",
                loan.toString(),
                "dueDate",
                "2099-12-31"));
    assertThat(goal)
        .extracting("kind", "target", "startDebt", "currentDebt", "paidOff", "saved", "remaining")
        .containsExactly(
            "pay-off",
            usd("13170.00"),
            usd("13170.00"),
            usd("13170.00"),
            usd("0.00"),
            null,
            usd("13170.00"));
    topicFixture.balance(loan, "-9877.50", null);
    topicFixture.arrived();
    assertThat(get("/api/goals/{id}", goal.get("id")))
        .extracting("startDebt", "currentDebt", "paidOff", "remaining", "progress")
        .containsExactly(usd("13170.00"), usd("9877.50"), usd("3292.50"), usd("9877.50"), 25);
    topicFixture.balance(loan, "0", null);
    topicFixture.arrived();
    assertThat(get("/api/goals/{id}", goal.get("id")))
        .extracting("paidOff", "remaining", "progress", "requiredMonthly")
        .containsExactly(usd("13170.00"), usd("0.00"), 100, usd("0.00"));
  }

  @Test
  void aGoalToPayOffNeedsADebt() {
    UUID account = account("depository", "100");
    Map<String, Object> body =
        Map.of("kind", "pay-off", "name", "Loan", "accountId", account.toString());
    problem(
        me().post().uri("/api/goals").bodyValue(body), 422, "account-without-debt", "/accountId");
    UUID silent = told().account("Silent", "loan", "USD");
    told().arrived();
    Map<String, Object> unknown =
        Map.of("kind", "pay-off", "name", "Loan", "accountId", silent.toString());
    problem(
        me().post().uri("/api/goals").bodyValue(unknown), 422, "start-debt-required", "/startDebt");
    Map<String, Object> given = new HashMap<>(unknown);
    given.put("startDebt", usd("500"));
    assertThat(goal(given))
        .extracting("target", "currentDebt", "remaining")
        .containsExactly(usd("500.00"), null, usd("500.00"));
  }

  @Test
  void aGoalToPayOffFollowsItsStartDebtUntilItHasATargetOfItsOwn() {
    UUID loan = account("loan", "-1000");
    Object id =
        goal(Map.of("kind", "pay-off", "name", "Loan", "accountId", loan.toString())).get("id");
    assertThat(patched(id, Map.of("startDebt", usd("1200"))))
        .extracting("startDebt", "target", "paidOff")
        .containsExactly(usd("1200.00"), usd("1200.00"), usd("200.00"));
    assertThat(patched(id, Map.of("target", usd("400"))))
        .extracting("target", "paidOff", "remaining", "progress")
        .containsExactly(usd("400.00"), usd("200.00"), usd("200.00"), 50);
    problem(
        me().patch().uri("/api/goals/{id}", id).bodyValue(Map.of("startDebt", usd("399"))),
        422,
        "amount-out-of-range",
        "/target/amount");
    Map<String, Object> cleared = new HashMap<>();
    cleared.put("accountId", null);
    problem(
        me().patch().uri("/api/goals/{id}", id).bodyValue(cleared),
        422,
        "account-required",
        "/accountId");
  }

  private Map<?, ?> patched(Object id, Map<String, Object> body) {
    return body(
        me().patch().uri("/api/goals/{id}", id).bodyValue(body).exchange().expectStatus().isOk());
  }

  @Test
  void c37ShrinkingTheTargetBelowWhatIsSavedIsNoError() {
    UUID account = account("depository", "33.34");
    Object id = goal(on(account, "Trip", "50.00", "2099-04-15")).get("id");
    assertThat(patched(id, Map.of("target", usd("20.00"))))
        .extracting("saved", "remaining", "progress", "requiredMonthly")
        .containsExactly(usd("33.34"), usd("0.00"), 100, usd("0.00"));
  }

  /** The account is the scenario's, so what the scenario allocates is not the other goal's. */
  @Test
  void whatAScenarioAllocatesDoesNotCountForAGoalOnItsAccountToo() {
    UUID account = account("depository", "100");
    String scenario =
        body(me().post()
                .uri("/api/scenarios")
                .bodyValue(
                    Map.of(
                        "name",
                        "Baseline",
                        "startingBalance",
                        HUNDRED,
                        "accountId",
                        account.toString()))
                .exchange()
                .expectStatus()
                .isCreated())
            .get("id")
            .toString();
    Object allocated = goal("Trip", "500").get("id");
    Object second = goal("Boat", "500").get("id");
    me().put()
        .uri("/api/scenarios/{id}/allocations", scenario)
        .bodyValue(
            Map.of(
                "allocations",
                List.of(
                    Map.of("name", "a", "amount", usd("80"), "goalId", allocated),
                    Map.of("name", "b", "amount", usd("80"), "goalId", second))))
        .exchange()
        .expectStatus()
        .isOk();
    Object held = goal(on(account, "Car", "500", "2099-01-01")).get("id");
    assertThat(get("/api/goals/{id}", allocated).get("saved")).isEqualTo(usd("80.00"));
    assertThat(get("/api/goals/{id}", second).get("saved")).isEqualTo(usd("20.00"));
    assertThat(get("/api/goals/{id}", held).get("saved")).isEqualTo(usd("0.00"));
    assertThat(share(get("/api/goals/{id}", held)).get("takenBefore")).isEqualTo(usd("100.00"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"target":{"amount":"1","currency":"USD"}}              | 400 | invalid-request   | /name
          {"name":"a","kind":"own"}                               | 400 | invalid-request   | /kind
          {"name":"a","kind":"pay-off"}                           | 400 | invalid-request   | /accountId
          {"name":"a","target":{"amount":"1","currency":"USD"},"startDebt":{"amount":"1","currency":"USD"}} | 422 | start-debt-not-allowed | /startDebt
          {"name":"a"}                                            | 400 | invalid-request   | /target
          {"name":"a","target":{"amount":"0","currency":"USD"}}   | 422 | amount-out-of-range | /target/amount
          {"name":"a","target":{"amount":"1","currency":"usd"}}   | 422 | currency-not-official | /target/currency
          {"name":"a","target":{"amount":"1","currency":"USD"},"dueDate":"1066-10-14"} | 400 | invalid-request | /dueDate
          {"name":"a","target":{"amount":"1","currency":"USD"},"monthlyContribution":{"amount":"1","currency":"EUR"}} | 422 | currency-mismatch | /monthlyContribution/currency
          {"name":"a","target":{"amount":"1","currency":"USD"},"accountId":"4a1f7f0e-0000-7000-8000-000000000001"} | 422 | unknown-account | /accountId
          {"name":"a","target":{"amount":"1","currency":"USD"},"notes":"b"} | 400 | unknown-field | /notes
          """)
  void isRefusedByItsField(String body, int status, String code, String pointer) {
    problem(
        me().post().uri("/api/goals").contentType(MediaType.APPLICATION_JSON).bodyValue(body),
        status,
        code,
        pointer);
    assertThat(events()).isZero();
  }
}
