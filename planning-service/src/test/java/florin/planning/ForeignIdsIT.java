package florin.planning;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.transactions.CategoryCreated;
import florin.journal.stream.Ids;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** C28: an id of another user is refused exactly like a random unused one. */
class ForeignIdsIT extends PlanSteps {

  private static final String GIVEN = "{id}";

  private final String other = "other-" + UUID.randomUUID();
  private WebTestClient stranger;

  /** A request of the second user's, with the place of the id. */
  private record Sent(HttpMethod method, String uri, String body) {}

  private WebTestClient stranger() {
    if (stranger == null) {
      stranger = as(other);
    }
    return stranger;
  }

  private Map<?, ?> answer(Sent sent, Object id) {
    var result =
        stranger()
            .method(sent.method())
            .uri(sent.uri().replace(GIVEN, id.toString()))
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(sent.body().replace(GIVEN, id.toString()))
            .exchange()
            .expectBody(String.class)
            .returnResult();
    Map<Object, Object> answer = new HashMap<>();
    answer.put("status", result.getStatus().value());
    answer.put(
        "body",
        String.valueOf(result.getResponseBody())
            .replace(id.toString(), "ID")
            .replaceAll("\"traceId\":\"[^\"]*\"", ""));
    return answer;
  }

  private String made(String uri, Map<String, Object> body) {
    return body(stranger().post().uri(uri).bodyValue(body).exchange().expectStatus().isCreated())
        .get("id")
        .toString();
  }

  @Test
  void c28AForeignIdIsRefusedLikeARandomOne() {
    TopicFixture topicFixture = told();
    UUID account = topicFixture.account("Secret savings", "depository", "USD");
    topicFixture.balance(account, "-4711", null);
    UUID category = Ids.next();
    topicFixture.transactions(
        category, new CategoryCreated(category, "Secret category", null, Instant.now()));
    topicFixture.arrived();
    String scenario = scenario("Secret scenario");
    Object bill = bill(scenario, "Secret bill", "10").get("id");
    Object goal =
        body(me().post()
                .uri("/api/goals")
                .bodyValue(Map.of("name", "Secret goal", "target", usd("5")))
                .exchange()
                .expectStatus()
                .isCreated())
            .get("id");
    String change = texts(get("/api/changes/planning"), "id").getFirst();
    long before = events();

    String ownScenario = made("/api/scenarios", Map.of("name", "Own", "startingBalance", HUNDRED));
    String ownBill =
        made("/api/scenarios/" + ownScenario + "/bills", Map.of("name", "Own", "amount", usd("1")));
    String ownGoal = made("/api/goals", Map.of("name", "Own", "target", usd("5")));
    String own = "/api/scenarios/" + ownScenario;
    String amount = "{\"amount\":\"1\",\"currency\":\"USD\"}";
    String debt = "\"startDebt\":" + amount;
    Map<Sent, Object> requests = new HashMap<>();
    for (String body :
        List.of(
            "{\"name\":\"a\",\"target\":" + amount + ",\"accountId\":\"{id}\"}",
            "{\"name\":\"a\",\"kind\":\"pay-off\",\"accountId\":\"{id}\"}",
            "{\"name\":\"a\",\"kind\":\"pay-off\",\"accountId\":\"{id}\"," + debt + "}")) {
      requests.put(new Sent(HttpMethod.POST, "/api/goals", body), account);
    }
    String byAccount = "{\"accountId\":\"{id}\"}";
    requests.put(new Sent(HttpMethod.PATCH, "/api/goals/" + ownGoal, byAccount), account);
    requests.put(new Sent(HttpMethod.PATCH, own, byAccount), account);
    requests.put(new Sent(HttpMethod.PATCH, own + "/bills/" + ownBill, byAccount), account);
    requests.put(
        new Sent(
            HttpMethod.POST,
            "/api/scenarios",
            "{\"name\":\"a\",\"startingBalance\":" + amount + ",\"accountId\":\"{id}\"}"),
        account);
    requests.put(
        new Sent(
            HttpMethod.POST,
            own + "/bills",
            "{\"name\":\"a\",\"amount\":" + amount + ",\"accountId\":\"{id}\"}"),
        account);
    requests.put(
        new Sent(
            HttpMethod.POST,
            own + "/bills",
            "{\"name\":\"a\",\"amount\":" + amount + ",\"categoryId\":\"{id}\"}"),
        category);
    requests.put(
        new Sent(HttpMethod.PATCH, own + "/bills/" + ownBill, "{\"categoryId\":\"{id}\"}"),
        category);
    for (Map.Entry<String, Object> target : Map.of("goalId", goal, "billId", bill).entrySet()) {
      String allocation = "{\"name\":\"a\",\"percent\":\"1\",\"" + target.getKey() + "\":\"{id}\"}";
      requests.put(new Sent(HttpMethod.POST, own + "/allocations", allocation), target.getValue());
      requests.put(
          new Sent(HttpMethod.PUT, own + "/allocations", "{\"allocations\":[" + allocation + "]}"),
          target.getValue());
    }
    for (String uri : List.of("", "/bills", "/allocations")) {
      requests.put(new Sent(HttpMethod.GET, "/api/scenarios/{id}" + uri, ""), scenario);
    }
    requests.put(new Sent(HttpMethod.PUT, "/api/scenarios/{id}/active", ""), scenario);
    requests.put(new Sent(HttpMethod.POST, "/api/scenarios/{id}/copy", "{}"), scenario);
    requests.put(new Sent(HttpMethod.POST, "/api/scenarios/{id}/restore", ""), scenario);
    requests.put(new Sent(HttpMethod.DELETE, "/api/scenarios/{id}", ""), scenario);
    requests.put(new Sent(HttpMethod.GET, "/api/scenarios/compare?id={id}", ""), scenario);
    requests.put(new Sent(HttpMethod.DELETE, own + "/bills/{id}", ""), bill);
    requests.put(new Sent(HttpMethod.GET, own + "/bills/{id}", ""), bill);
    requests.put(new Sent(HttpMethod.GET, "/api/goals/{id}", ""), goal);
    requests.put(new Sent(HttpMethod.POST, "/api/goals/{id}/reach", ""), goal);
    requests.put(new Sent(HttpMethod.POST, "/api/goals/{id}/reopen", ""), goal);
    requests.put(new Sent(HttpMethod.DELETE, "/api/goals/{id}", ""), goal);
    requests.put(new Sent(HttpMethod.POST, "/api/changes/planning/{id}/undo", ""), change);

    assertThat(requests.size()).isGreaterThan(20);
    requests.forEach(
        (sent, id) -> {
          Map<?, ?> foreign = answer(sent, id);
          assertThat(foreign).as(sent.toString()).isEqualTo(answer(sent, Ids.next()));
          assertThat(foreign.get("status")).as(sent.toString()).isIn(404, 409, 422);
          assertThat(foreign.toString()).doesNotContain("Secret", "4711");
        });
    assertThat(events()).isEqualTo(before);
  }
}
