package florin.planning;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Every change of a plan can be taken back, and that can be taken back too. */
class UndoIT extends PlanSteps {

  private static final String FEED = "/api/changes/planning";

  private String newest() {
    return texts(get(FEED + "?limit=1"), "id").getFirst();
  }

  private ResponseSpec undo(String change) {
    return me().post().uri(FEED + "/{id}/undo", change).exchange();
  }

  /** All that the user sees of a plan, but for versions. */
  private Map<String, Object> seen() {
    Map<String, Object> seen = new LinkedHashMap<>();
    for (String id : walk("/api/scenarios?limit=500", "id")) {
      seen.put(id, without(get("/api/scenarios/{id}", id)));
      seen.put(id + "/bills", items(get("/api/scenarios/{id}/bills", id)));
      seen.put(id + "/allocations", without(get("/api/scenarios/{id}/allocations", id)));
    }
    seen.put("goals", items(get("/api/goals")));
    return seen;
  }

  private static List<Object> items(Map<?, ?> page) {
    return ((List<?>) page.get("items"))
        .stream().map(item -> (Object) without((Map<?, ?>) item)).toList();
  }

  private static Map<Object, Object> without(Map<?, ?> row) {
    Map<Object, Object> kept = new HashMap<>(row);
    kept.remove("version");
    kept.computeIfPresent("items", (_, _) -> items(row));
    return kept;
  }

  private ResponseSpec send(HttpMethod method, String uri, String body) {
    return me().method(method)
        .uri(uri)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange();
  }

  @Nested
  class OfAnything {

    @Test
    void showsWhatWasThereBeforeAndAgainWhatWasThereAfter() {
      SeededRuns.forEachSeed(
          TestScale.of(1, 20),
          random -> {
            int changes = 0;
            for (int i = 0; i < TestScale.of(15, 60); i++) {
              Map<String, Object> before = seen();
              long events = events();
              act(random).expectStatus().value(status -> assertThat(status).isNotEqualTo(500));
              if (events() == events) {
                continue;
              }
              changes++;
              Map<String, Object> after = seen();
              String change = newest();
              undo(change).expectStatus().isOk();
              assertThat(seen()).isEqualTo(before);
              undo(newest()).expectStatus().isOk();
              assertThat(seen()).isEqualTo(after);
            }
            assertThat(changes).isGreaterThan(1);
          });
    }

    private ResponseSpec act(Random random) {
      List<String> scenarios = walk("/api/scenarios?limit=500&includeDeleted=true", "id");
      if (scenarios.size() < 2) {
        return send(
            HttpMethod.POST,
            "/api/scenarios",
            "{\"name\":\"Plan "
                + random.nextInt()
                + "\",\"startingBalance\":{\"amount\":\"100\",\"currency\":\"USD\"}}");
      }
      String scenario = "/api/scenarios/" + pick(random, scenarios);
      String amount = "{\"amount\":\"" + random.nextInt(1, 99) + "\",\"currency\":\"USD\"}";
      return switch (random.nextInt(15)) {
        case 0 -> send(HttpMethod.PATCH, scenario, "{\"name\":\"Plan " + random.nextInt() + "\"}");
        case 1 -> send(HttpMethod.PATCH, scenario, "{\"startingBalance\":" + amount + "}");
        case 2 -> send(HttpMethod.DELETE, scenario, "");
        case 3 -> send(HttpMethod.POST, scenario + "/restore", "");
        case 4 ->
            scenarios.size() < 4
                ? send(HttpMethod.POST, scenario + "/copy", "{}")
                : send(HttpMethod.DELETE, scenario, "");
        case 5, 6 ->
            send(
                HttpMethod.POST,
                scenario + "/bills",
                "{\"name\":\"Rent\",\"amount\":" + amount + ",\"dueDate\":\"2026-01-31\"}");
        case 7 -> bill(random, scenario, HttpMethod.PATCH, "{\"amount\":" + amount + "}");
        case 8 ->
            bill(
                random,
                scenario,
                HttpMethod.PATCH,
                "{\"dueDate\":null,\"frequency\":\"weekly\",\"paidThrough\":\"2026-02-02\"}");
        case 9 -> bill(random, scenario, HttpMethod.DELETE, "");
        case 10 ->
            send(
                HttpMethod.POST,
                scenario + "/allocations",
                "{\"name\":\"Part\",\"percent\":\"" + random.nextInt(40) + "\"}");
        case 11 ->
            send(
                HttpMethod.PUT,
                scenario + "/allocations",
                random.nextBoolean()
                    ? "{\"allocations\":[]}"
                    : "{\"allocations\":[{\"name\":\"Whole\",\"amount\":" + amount + "}]}");
        case 12 ->
            send(
                HttpMethod.POST,
                "/api/goals",
                "{\"name\":\"Trip " + random.nextInt() + "\",\"target\":" + amount + "}");
        case 13 -> send(HttpMethod.PUT, scenario + "/active", "");
        default -> goal(random, amount);
      };
    }

    private ResponseSpec bill(Random random, String scenario, HttpMethod method, String body) {
      List<String> bills =
          me().get()
                      .uri(scenario + "/bills")
                      .exchange()
                      .expectBody(Map.class)
                      .returnResult()
                      .getResponseBody()
                      .get("items")
                  instanceof List<?> items
              ? items.stream().map(item -> ((Map<?, ?>) item).get("id").toString()).toList()
              : List.of();
      return bills.isEmpty()
          ? send(HttpMethod.POST, scenario + "/restore", "")
          : send(method, scenario + "/bills/" + pick(random, bills), body);
    }

    private ResponseSpec goal(Random random, String amount) {
      List<String> goals = texts(get("/api/goals?includeAbandoned=true"), "id");
      if (goals.isEmpty()) {
        return send(
            HttpMethod.POST,
            "/api/goals",
            "{\"name\":\"Trip " + random.nextInt() + "\",\"target\":" + amount + "}");
      }
      String goal = "/api/goals/" + pick(random, goals);
      return switch (random.nextInt(5)) {
        case 0 -> send(HttpMethod.PATCH, goal, "{\"target\":" + amount + ",\"note\":\"x\"}");
        case 1 -> send(HttpMethod.PATCH, goal, "{\"note\":null,\"dueDate\":\"2030-01-31\"}");
        case 2 -> send(HttpMethod.POST, goal + "/reach", "");
        case 3 -> send(HttpMethod.POST, goal + "/reopen", "");
        default -> send(HttpMethod.DELETE, goal, "");
      };
    }

    private static <T> T pick(Random random, List<T> from) {
      return from.get(random.nextInt(from.size()));
    }
  }

  @Test
  void bringsARemovedBillBackUnderItsId() {
    String id = scenario("Baseline");
    Map<?, ?> rent = bill(id, "Rent", "900");
    me().delete().uri("/api/scenarios/{id}/bills/{bill}", id, rent.get("id")).exchange();
    String removal = newest();
    bill(id, "Gym", "20");
    undo(removal).expectStatus().isOk();
    assertThat(without(get("/api/scenarios/{id}/bills/{bill}", id, rent.get("id"))))
        .isEqualTo(without(rent));
  }

  @Test
  void keepsLaterEditsOfOtherFields() {
    String id = scenario("Baseline");
    Object rent = bill(id, "Rent", "900").get("id");
    String uri = "/api/scenarios/" + id + "/bills/" + rent;
    me().patch().uri(uri).bodyValue(Map.of("amount", usd("950"))).exchange();
    String dearer = newest();
    me().patch().uri(uri).bodyValue(Map.of("name", "Flat")).exchange();
    undo(dearer).expectStatus().isOk();
    assertThat(get(uri)).extracting("name", "amount").containsExactly("Flat", usd("900.00"));
  }

  @Test
  void isRefusedWhenTheFieldWasChangedAgain() {
    String id = scenario("Baseline");
    me().patch().uri("/api/scenarios/{id}", id).bodyValue(Map.of("name", "One")).exchange();
    String first = newest();
    me().patch().uri("/api/scenarios/{id}", id).bodyValue(Map.of("name", "Two")).exchange();
    String second = newest();
    undo(first)
        .expectStatus()
        .isEqualTo(409)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:undo-conflict")
        .jsonPath("$.detail")
        .value(detail -> assertThat(detail.toString()).contains(second));
    assertThat(get("/api/scenarios/{id}", id).get("name")).isEqualTo("Two");
  }

  @Test
  void ofACopyTakesTheWholeCopyAway() {
    String id = scenario("Baseline");
    bill(id, "Rent", "900");
    List<String> before = new ArrayList<>(walk("/api/scenarios?limit=500", "id"));
    me().post().uri("/api/scenarios/{id}/copy", id).exchange().expectStatus().isCreated();
    undo(newest()).expectStatus().isOk();
    assertThat(walk("/api/scenarios?limit=500", "id")).isEqualTo(before);
  }
}
