package florin.planning.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import florin.planning.PlanSteps;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.RequestHeadersSpec;

class ScenarioIT extends PlanSteps {
  @Test
  void areShownAsTheyWereCreated() {
    WebTestClient.ResponseSpec answer =
        me().post()
            .uri("/api/scenarios")
            .bodyValue(Map.of("name", " Baseline ", "startingBalance", usd("-1200.5")))
            .exchange()
            .expectStatus()
            .isCreated()
            .expectHeader()
            .valueEquals("ETag", "\"1\"");
    Map<?, ?> created = body(answer);
    assertThat(created.get("name")).isEqualTo("Baseline");
    assertThat(created.get("startingBalance")).isEqualTo(usd("-1200.50"));
    assertThat(created.get("accountId")).isNull();
    assertThat(created.get("billCount")).isEqualTo(0);
    assertThat(created.get("deleted")).isEqualTo(false);
    assertThat(created.get("version")).isEqualTo(1);
    answer.expectHeader().valueEquals("Location", "/api/scenarios/" + created.get("id"));
    me().get()
        .uri("/api/scenarios/{id}", created.get("id"))
        .exchange()
        .expectHeader()
        .valueEquals("ETag", "\"1\"")
        .expectBody(Map.class)
        .value(shown -> assertThat((Map<?, ?>) shown).isEqualTo(created));
    assertThat((List<?>) get("/api/scenarios").get("items")).singleElement().isEqualTo(created);
  }

  @Test
  void areListedNewestFirstOnPagesThatMissAndRepeatNothing() {
    List<String> created = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      created.addFirst(scenario("Plan " + i));
    }
    assertThat(walk("/api/scenarios?limit=3", "id")).isEqualTo(created);
    assertThat(walk("/api/scenarios?limit=7", "id")).isEqualTo(created);
    Object cursor = get("/api/scenarios?limit=3").get("next");
    problem(
        me().get().uri("/api/scenarios?includeDeleted=true&cursor=" + cursor),
        400,
        "invalid-cursor");
  }

  @Test
  void areExportedWithTheirBillsAllocationsAndGoals() {
    String old = scenario("-Old");
    String id = scenario("New");
    bill(id, "Rent", "40");
    me().post()
        .uri("/api/scenarios/{id}/allocations", id)
        .bodyValue(Map.of("name", "Rest", "percent", "12.5"))
        .exchange()
        .expectStatus()
        .isCreated();
    me().post()
        .uri("/api/goals")
        .bodyValue(Map.of("name", "Trip", "target", usd("500")))
        .exchange()
        .expectStatus()
        .isCreated();

    assertThat(exported("scenarios").lines())
        .satisfiesExactly(
            title -> assertThat(title).startsWith("id,name,startingBalance,startingBalanceCurr"),
            first -> assertThat(first).startsWith(id + ",New,100.00,USD,"),
            last -> assertThat(last).startsWith(old + ",'-Old,100.00,USD,"));
    assertThat(exported("bills?format=ndjson").lines()).singleElement().asString().contains("Rent");
    assertThat(exported("allocations").lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith(id + ",")
        .contains(",Rest,percent,,,12.5,");
    assertThat(exported("goals?format=ndjson").lines()).singleElement().asString().contains("Trip");
  }

  private String exported(String path) {
    return new String(
        me().get()
            .uri("/api/exports/" + path)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody(),
        StandardCharsets.UTF_8);
  }

  @Test
  void areRenamedInTheVersionTheClientHasSeen() {
    String id = scenario("Baseline");
    me().patch()
        .uri("/api/scenarios/{id}", id)
        .header("If-Match", "\"1\"")
        .bodyValue(Map.of("name", "Other"))
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("ETag", "\"2\"")
        .expectBody()
        .jsonPath("$.name")
        .isEqualTo("Other")
        .jsonPath("$.version")
        .isEqualTo(2);
    problem(
        me().patch()
            .uri("/api/scenarios/{id}", id)
            .header("If-Match", "\"1\"")
            .bodyValue(Map.of("name", "Third")),
        412,
        "version-mismatch");
    problem(
        me().delete().uri("/api/scenarios/{id}", id).header("If-Match", "\"1\""),
        412,
        "version-mismatch");
    assertThat(get("/api/scenarios/{id}", id).get("name")).isEqualTo("Other");
  }

  @Test
  void appendNothingWhenItIsAlreadySo() {
    String id = scenario("Baseline");
    for (Map<String, String> same : List.of(Map.of("name", "Baseline"), Map.<String, String>of())) {
      me().patch()
          .uri("/api/scenarios/{id}", id)
          .bodyValue(same)
          .exchange()
          .expectStatus()
          .isOk()
          .expectHeader()
          .valueEquals("ETag", "\"1\"");
    }
    me().post().uri("/api/scenarios/{id}/restore", id).exchange().expectStatus().isOk();
    assertThat(events()).isEqualTo(1);
  }

  @Test
  void goAndComeBackWithTheirBills() {
    String id = scenario("Baseline");
    String billId = bill(id, "Rent", "900").get("id").toString();
    me().delete().uri("/api/scenarios/{id}", id).exchange().expectStatus().isNoContent();
    me().delete().uri("/api/scenarios/{id}", id).exchange().expectStatus().isNoContent();

    problem(me().get().uri("/api/scenarios/{id}", id), 404, "not-found");
    problem(me().get().uri("/api/scenarios/{id}/bills", id), 404, "not-found");
    problem(me().get().uri("/api/scenarios/{id}/bills/{bill}", id, billId), 404, "not-found");
    problem(
        me().patch().uri("/api/scenarios/{id}", id).bodyValue(Map.of("name", "x")),
        422,
        "scenario-deleted");
    problem(
        me().delete().uri("/api/scenarios/{id}/bills/{bill}", id, billId), 422, "scenario-deleted");
    assertThat((List<?>) get("/api/scenarios").get("items")).isEmpty();
    assertThat(texts(get("/api/scenarios?includeDeleted=true"), "deleted")).containsExactly("true");

    me().post()
        .uri("/api/scenarios/{id}/restore", id)
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("ETag", "\"4\"")
        .expectBody()
        .jsonPath("$.deleted")
        .isEqualTo(false)
        .jsonPath("$.billCount")
        .isEqualTo(1);
    assertThat(texts(get("/api/scenarios/{id}/bills", id), "name")).containsExactly("Rent");
    assertThat(events()).isEqualTo(4);
  }

  @Nested
  class Isolation {

    @Test
    void hidesScenariosAndBillsOfOthersAsIfTheyWereNotThere() {
      String id = scenario("Mine");
      String billId = bill(id, "Rent", "900").get("id").toString();
      WebTestClient thief = as("thief-" + UUID.randomUUID());
      String nowhere = UUID.randomUUID().toString();
      Map<String, String> rename = Map.of("name", "x");
      Map<String, Object> plan = Map.of("name", "x", "amount", HUNDRED);
      assertSame(thief.get().uri("/api/scenarios/" + id), thief, "/api/scenarios/" + nowhere, id);
      assertSame(
          thief.get().uri("/api/scenarios/" + id + "/bills"),
          thief,
          "/api/scenarios/" + nowhere + "/bills",
          id);
      problem(thief.patch().uri("/api/scenarios/{id}", id).bodyValue(rename), 404, "not-found");
      problem(thief.delete().uri("/api/scenarios/{id}", id), 404, "not-found");
      problem(thief.post().uri("/api/scenarios/{id}/restore", id), 404, "not-found");
      problem(thief.post().uri("/api/scenarios/{id}/bills", id).bodyValue(plan), 404, "not-found");
      problem(
          thief.patch().uri("/api/scenarios/{id}/bills/{b}", id, billId).bodyValue(rename),
          404,
          "not-found");
      problem(thief.delete().uri("/api/scenarios/{id}/bills/{b}", id, billId), 404, "not-found");
      thief
          .get()
          .uri("/api/scenarios?includeDeleted=true")
          .exchange()
          .expectBody()
          .jsonPath("$.items.length()")
          .isEqualTo(0);
      assertThat(get("/api/scenarios/{id}", id).get("version")).isEqualTo(2);
    }

    private void assertSame(
        RequestHeadersSpec<?> foreign, WebTestClient thief, String nowhere, String id) {
      String random = nowhere.replaceAll("/api/scenarios/([^/]+).*", "$1");
      assertThat(text(foreign).replace(id, "ID"))
          .isEqualTo(text(thief.get().uri(nowhere)).replace(random, "ID"));
    }

    private static String text(RequestHeadersSpec<?> request) {
      return new String(
          request
              .header("X-Request-Id", "same")
              .exchange()
              .expectStatus()
              .isNotFound()
              .expectBody()
              .returnResult()
              .getResponseBody(),
          StandardCharsets.UTF_8);
    }

    @Test
    void keepsACursorToItsOwner() {
      scenario("a");
      scenario("b");
      Object cursor = get("/api/scenarios?limit=1").get("next");
      problem(
          as("thief-" + UUID.randomUUID()).get().uri("/api/scenarios?limit=1&cursor=" + cursor),
          400,
          "invalid-cursor");
    }
  }

  @Nested
  class Repetitions {

    @Test
    void getTheStoredAnswer() {
      Map<String, Object> body = Map.of("name", "a", "startingBalance", HUNDRED);
      Map<?, ?> first = body(post("/api/scenarios", "k", body).expectStatus().isCreated());
      Map<?, ?> again =
          body(
              post("/api/scenarios", "k", body)
                  .expectStatus()
                  .isCreated()
                  .expectHeader()
                  .valueEquals("Idempotency-Replayed", "true")
                  .expectHeader()
                  .valueEquals("ETag", "\"1\"")
                  .expectHeader()
                  .valueEquals("Location", "/api/scenarios/" + first.get("id")));
      assertThat(again).isEqualTo(first);
      post("/api/scenarios", "k", Map.of("name", "b", "startingBalance", HUNDRED))
          .expectStatus()
          .isEqualTo(422);

      String bills = "/api/scenarios/" + first.get("id") + "/bills";
      Map<String, Object> rent = Map.of("name", "Rent", "amount", HUNDRED, "dueDate", "2026-05-01");
      assertThat(body(post(bills, "k", rent))).isEqualTo(body(post(bills, "k", rent)));
      assertThat(events()).isEqualTo(2);
    }

    @Test
    void ofADeletionAreAnsweredBeforeTheVersionIsLookedAt() {
      String id = scenario("a");
      for (String replayed : new String[] {null, "true"}) {
        assertThat(
                me().delete()
                    .uri("/api/scenarios/{id}", id)
                    .header("If-Match", "\"1\"")
                    .header("Idempotency-Key", "d")
                    .exchange()
                    .expectStatus()
                    .isNoContent()
                    .returnResult(Void.class)
                    .getResponseHeaders()
                    .getFirst("Idempotency-Replayed"))
            .isEqualTo(replayed);
      }
    }

    private WebTestClient.ResponseSpec post(String uri, String key, Map<String, Object> body) {
      return me().post().uri(uri).header("Idempotency-Key", key).bodyValue(body).exchange();
    }
  }
}
