package florin.planning.goal;

import static org.assertj.core.api.Assertions.assertThat;

import florin.planning.PlanSteps;
import florin.planning.Told;
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
        .extracting("saved", "savedFrom", "remaining", "progress")
        .containsExactly(usd("0.00"), "allocations", usd("30000000.00"), 0);
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
    Told told = told();
    UUID account = told.account("Savings", "depository", "USD");
    told.balance(account, "250", null);
    LocalDate today = LocalDate.parse(get("/api/safe-to-spend").get("asOf").toString());
    told.entered(account, today.minusDays(10), "30", "Put aside");
    told.entered(account, today.minusDays(20), "60", "Put aside");
    told.entered(account, today.minusDays(90), "999", "Too long ago");
    told.arrived();
    Map<?, ?> goal =
        goal(Map.of("name", "Trip", "target", usd("1000"), "accountId", account.toString()));
    assertThat(goal)
        .extracting("saved", "savedFrom", "remaining", "progress", "projectedFrom")
        .containsExactly(usd("250.00"), "account", usd("750.00"), 25, "pace");
    assertThat(goal.get("projectedDate")).isEqualTo(today.plusDays(750).toString());
    told.balance(account, "1000.01", null);
    told.arrived();
    assertThat(get("/api/goals/{id}", goal.get("id")))
        .extracting("saved", "remaining", "progress", "projectedDate")
        .containsExactly(usd("1000.01"), usd("0.00"), 100, today.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"target":{"amount":"1","currency":"USD"}}              | 400 | invalid-request   | /name
          {"name":"a"}                                            | 400 | invalid-request   | /target
          {"name":"a","target":{"amount":"0","currency":"USD"}}   | 422 | rejected          | /target/amount
          {"name":"a","target":{"amount":"1","currency":"usd"}}   | 422 | rejected          | /target/currency
          {"name":"a","target":{"amount":"1","currency":"USD"},"dueDate":"1066-10-14"} | 422 | rejected | /dueDate
          {"name":"a","target":{"amount":"1","currency":"USD"},"monthlyContribution":{"amount":"1","currency":"EUR"}} | 422 | currency-mismatch | /monthlyContribution/currency
          {"name":"a","target":{"amount":"1","currency":"USD"},"accountId":"4a1f7f0e-0000-7000-8000-000000000001"} | 409 | account-not-known-yet | /accountId
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
