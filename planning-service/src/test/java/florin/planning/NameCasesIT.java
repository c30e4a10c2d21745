package florin.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** Case C25 for scenarios and goals: what looks the same is the same name. */
class NameCasesIT extends PlanSteps {

  private Map<?, ?> sent(HttpMethod method, String path, Object body, int status) {
    return body(
        me().method(method).uri(path).bodyValue(body).exchange().expectStatus().isEqualTo(status));
  }

  private Map<?, ?> planned(String name, int status) {
    return sent(
        HttpMethod.POST,
        "/api/scenarios",
        Map.of("name", name, "startingBalance", HUNDRED),
        status);
  }

  private Map<?, ?> aimed(String name, int status) {
    return sent(HttpMethod.POST, "/api/goals", Map.of("name", name, "target", HUNDRED), status);
  }

  private String newest() {
    return texts(get("/api/changes/planning?limit=1"), "id").getFirst();
  }

  private Map<?, ?> undone(String change, int status) {
    return sent(HttpMethod.POST, "/api/changes/planning/" + change + "/undo", Map.of(), status);
  }

  private static void demandTaken(Map<?, ?> problem, Object existing) {
    assertThat(problem.get("type")).isEqualTo("urn:florin:problem:name-taken");
    assertThat(problem.get("detail").toString()).contains(existing.toString());
  }

  @Test
  void c25NamesOfScenariosThatLookTheSameAreTheSame() {
    Object base = planned("Straße ", 201).get("id");
    for (String same : List.of("STRASSE", " stra\u200bsse", "strasse\u00a0")) {
      demandTaken(planned(same, 409), base);
    }
    Object other = planned("Other", 201).get("id");
    String path = "/api/scenarios/" + base;
    demandTaken(
        sent(HttpMethod.PATCH, "/api/scenarios/" + other, Map.of("name", "STRASSE"), 409), base);
    demandTaken(sent(HttpMethod.POST, path + "/copy", Map.of("name", "OTHER"), 409), other);
    assertThat(sent(HttpMethod.POST, path + "/copy", Map.of(), 201).get("name"))
        .isEqualTo("Straße (copy)");
    assertThat(sent(HttpMethod.POST, path + "/copy", Map.of(), 201).get("name"))
        .isEqualTo("Straße (copy 2)");
    me().delete().uri(path).exchange().expectStatus().isNoContent();
    String deleted = newest();
    Object again = planned("STRASSE", 201).get("id");
    demandTaken(sent(HttpMethod.POST, path + "/restore", Map.of(), 409), again);
    demandTaken(undone(deleted, 409), again);
    sent(HttpMethod.PATCH, "/api/scenarios/" + again, Map.of("name", "Street"), 200);
    String renamed = newest();
    undone(deleted, 200);
    demandTaken(undone(renamed, 409), base);
    planned("\u200b", 422);
  }

  @Test
  void c25NamesOfGoalsThatLookTheSameAreTheSame() {
    Object trip = aimed("İstanbul", 201).get("id");
    demandTaken(aimed("istanbul", 409), trip);
    Object other = aimed("Car", 201).get("id");
    String path = "/api/goals/" + trip;
    demandTaken(
        sent(HttpMethod.PATCH, "/api/goals/" + other, Map.of("name", " ISTANBUL"), 409), trip);
    me().delete().uri(path).exchange().expectStatus().isNoContent();
    String abandoned = newest();
    Object again = aimed("ISTANBUL", 201).get("id");
    demandTaken(sent(HttpMethod.POST, path + "/reopen", Map.of(), 409), again);
    demandTaken(undone(abandoned, 409), again);
    sent(HttpMethod.POST, "/api/goals/" + again + "/reach", Map.of(), 200);
    demandTaken(sent(HttpMethod.POST, path + "/reopen", Map.of(), 409), again);
    me().delete().uri("/api/goals/" + again).exchange().expectStatus().isNoContent();
    assertThat(undone(abandoned, 200).get("undoes")).isEqualTo(abandoned);
  }
}
