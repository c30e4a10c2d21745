package florin.planning.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import florin.planning.PlanSteps;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class AllocationIT extends PlanSteps {

  private static final String LIST = "/api/scenarios/{id}/allocations";

  private String scenario = "";

  @BeforeEach
  void plan() {
    scenario = scenario("Baseline");
  }

  private WebTestClient.ResponseSpec put(Object... allocations) {
    return me().put()
        .uri(LIST, scenario)
        .bodyValue(Map.of("allocations", List.of(allocations)))
        .exchange();
  }

  private WebTestClient.ResponseSpec post(Object allocation) {
    return me().post().uri(LIST, scenario).bodyValue(allocation).exchange();
  }

  private Map<?, ?> list() {
    return get(LIST, scenario);
  }

  @Test
  void areShownWithWhatTheyComeTo() {
    Map<?, ?> set =
        body(
            put(
                    Map.of("name", "Rent", "amount", usd("30")),
                    Map.of("name", "Savings", "percent", "12.5"))
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"1\""));
    assertThat(set)
        .extracting("balance", "percent", "allocated", "remaining", "shortfall", "version")
        .containsExactly(usd("100.00"), "12.5", usd("42.50"), usd("57.50"), usd("0.00"), 1);
    assertThat((List<?>) set.get("items"))
        .extracting(item -> ((Map<?, ?>) item).get("share"))
        .isEqualTo(List.of(usd("30.00"), usd("12.50")));
    assertThat(list()).isEqualTo(set);
    assertThat(get("/api/scenarios/{id}", scenario).get("version")).isEqualTo(1);
  }

  @Test
  void haveAVersionOfTheirOwn() {
    bill(scenario, "Rent", "10");
    me().put()
        .uri(LIST, scenario)
        .header("If-Match", "\"0\"")
        .bodyValue(Map.of("allocations", List.of(Map.of("name", "a", "percent", "1"))))
        .exchange()
        .expectStatus()
        .isOk();
    problem(
        me().put()
            .uri(LIST, scenario)
            .header("If-Match", "\"0\"")
            .bodyValue(Map.of("allocations", List.of())),
        412,
        "version-mismatch");
    assertThat(list().get("version")).isEqualTo(1);
    assertThat(get("/api/scenarios/{id}", scenario).get("version")).isEqualTo(2);
  }

  @Test
  void areAddedRevisedAndTakenOutOneByOne() {
    Map<?, ?> rent = body(post(Map.of("name", "Rent", "amount", usd("30"))));
    Map<?, ?> savings = body(post(Map.of("name", "Savings", "percent", "40")));
    String uri = LIST + "/" + savings.get("id");
    me().patch()
        .uri(uri, scenario)
        .bodyValue(Map.of("amount", usd("5"), "name", "Trip"))
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("ETag", "\"3\"");
    assertThat(get(uri, scenario))
        .extracting("name", "kind", "amount", "percent", "share")
        .containsExactly("Trip", "fixed", usd("5.00"), null, usd("5.00"));
    me().delete().uri(uri, scenario).exchange().expectStatus().isNoContent();
    problem(me().get().uri(uri, scenario), 404, "not-found");
    assertThat(texts(list(), "id")).containsExactly(rent.get("id").toString());
  }

  @Test
  void keepTheirIdsWhenTheListIsSetAgain() {
    put(Map.of("name", "a", "percent", "1"), Map.of("name", "b", "percent", "2"));
    List<String> ids = texts(list(), "id");
    put(
        Map.of("name", "b", "percent", "3", "id", ids.get(1)),
        Map.of("name", "c", "percent", "4"),
        Map.of("name", "a", "percent", "1", "id", ids.get(0)));
    List<String> after = texts(list(), "id");
    assertThat(after).hasSize(3).startsWith(ids.get(1)).endsWith(ids.get(0));
    assertThat(texts(list(), "percent")).containsExactly("3", "4", "1");
  }

  @Test
  void mayBeForAGoalOrABill() {
    Object rent = bill(scenario, "Rent", "10").get("id");
    Object goal =
        body(me().post()
                .uri("/api/goals")
                .bodyValue(Map.of("name", "Trip", "target", usd("500")))
                .exchange()
                .expectStatus()
                .isCreated())
            .get("id");
    put(
            Map.of("name", "Rent", "amount", usd("10"), "billId", rent),
            Map.of("name", "Trip", "percent", "10", "goalId", goal))
        .expectStatus()
        .isOk();
    assertThat(get("/api/goals/{id}", goal))
        .extracting("saved", "kind", "progress")
        .containsExactly(usd("10.00"), "save", 2);
    // what was there when it was named may stay when it is gone
    me().delete().uri("/api/scenarios/{id}/bills/{bill}", scenario, rent).exchange();
    post(Map.of("name", "More", "amount", usd("1"))).expectStatus().isCreated();
  }

  @Test
  void goWithTheirScenarioAndComeBackWithIt() {
    put(Map.of("name", "a", "percent", "1"));
    me().delete().uri("/api/scenarios/{id}", scenario).exchange().expectStatus().isNoContent();
    problem(me().get().uri(LIST, scenario), 404, "not-found");
    problem(
        me().put().uri(LIST, scenario).bodyValue(Map.of("allocations", List.of())),
        422,
        "scenario-deleted");
    me().post().uri("/api/scenarios/{id}/restore", scenario).exchange().expectStatus().isOk();
    assertThat(texts(list(), "name")).containsExactly("a");
    problem(as("other-" + UUID.randomUUID()).get().uri(LIST, scenario), 404, "not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"percent":"1"}                            | 400 | invalid-request   | /name
          {"name":"a"}                               | 400 | invalid-request   | /amount
          {"name":"a","percent":"x"}                 | 400 | invalid-request   | /percent
          {"name":"a","percent":"1e2"}               | 400 | invalid-request   | /percent
          {"name":"a","percent":"1","amount":{"amount":"1","currency":"USD"}} | 400 | invalid-request | /amount
          {"name":"a","percent":"101"}               | 422 | percent-out-of-range | /percent
          {"name":"a","amount":{"amount":"1","currency":"EUR"}} | 422 | currency-mismatch | /amount/currency
          {"name":"a","percent":"1","goalId":"4a1f7f0e-0000-7000-8000-000000000001"} | 422 | goal-unknown | /goalId
          {"name":"a","percent":"1","billId":"4a1f7f0e-0000-7000-8000-000000000001"} | 422 | bill-unknown | /billId
          {"name":"a","percent":"1","target":"b"}    | 400 | unknown-field     | /target
          """)
  void areRefusedByTheirField(String body, int status, String code, String pointer) {
    problem(
        me().post().uri(LIST, scenario).contentType(MediaType.APPLICATION_JSON).bodyValue(body),
        status,
        code,
        pointer);
    assertThat(events()).isEqualTo(1);
  }

  @Nested
  class SixtyFourAtOnce {

    private static final int MANY = 64;

    @Test
    void neverPassAHundredPercent() throws Exception {
      List<Integer> answers =
          atOnce(i -> () -> status(HttpMethod.POST, Map.of("name", "a" + i, "percent", "5"), ""));
      assertThat(answers).containsOnly(201, 422);
      assertThat(answers.stream().filter(status -> status == 201)).hasSize(20);
      assertThat(list())
          .extracting("percent", "allocated", "remaining", "version")
          .containsExactly("100", usd("100.00"), usd("0.00"), 20);
    }

    @Test
    void ofTheSameVersionOneWins() throws Exception {
      List<Integer> answers =
          atOnce(
              i ->
                  () ->
                      status(
                          HttpMethod.PUT,
                          Map.of("allocations", List.of(Map.of("name", "a" + i, "percent", "60"))),
                          "\"0\""));
      assertThat(answers).containsOnly(200, 412);
      assertThat(answers.stream().filter(status -> status == 200)).hasSize(1);
      assertThat(list().get("percent")).isEqualTo("60");
    }

    private interface Request {
      Callable<Integer> number(int i);
    }

    private List<Integer> atOnce(Request request) throws Exception {
      me();
      try (ExecutorService threads = Executors.newFixedThreadPool(MANY)) {
        List<Future<Integer>> running =
            threads.invokeAll(IntStream.range(0, MANY).mapToObj(request::number).toList());
        return running.stream().map(Future::resultNow).toList();
      }
    }

    private int status(HttpMethod method, Object body, String ifMatch) {
      var request = me().method(method).uri(LIST, scenario);
      if (!ifMatch.isEmpty()) {
        request = request.header("If-Match", ifMatch);
      }
      return request.bodyValue(body).exchange().returnResult(byte[].class).getStatus().value();
    }
  }
}
