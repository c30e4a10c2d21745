package florin.planning;

import florin.journal.test.TestPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.RequestHeadersSpec;

/** What tests of plans do over HTTP, each as a user of its own. */
public abstract class PlanSteps extends PlanningPlatform {
  protected static final Map<String, String> HUNDRED = usd("100");

  protected final String user = "planner-" + UUID.randomUUID();
  private WebTestClient client;

  protected WebTestClient me() {
    if (client == null) {
      client = as(user);
    }
    return client;
  }

  protected static Map<String, String> usd(String amount) {
    return Map.of("amount", amount, "currency", "USD");
  }

  protected static Map<?, ?> body(WebTestClient.ResponseSpec answer) {
    return answer.expectBody(Map.class).returnResult().getResponseBody();
  }

  protected String scenario(String name) {
    return body(me().post()
            .uri("/api/scenarios")
            .bodyValue(Map.of("name", name, "startingBalance", HUNDRED))
            .exchange()
            .expectStatus()
            .isCreated())
        .get("id")
        .toString();
  }

  protected Map<?, ?> bill(String scenario, String name, String amount) {
    return body(
        me().post()
            .uri("/api/scenarios/{id}/bills", scenario)
            .bodyValue(Map.of("name", name, "amount", usd(amount)))
            .exchange()
            .expectStatus()
            .isCreated());
  }

  protected Map<?, ?> get(String uri, Object... variables) {
    return body(me().get().uri(uri, variables).exchange().expectStatus().isOk());
  }

  protected static List<String> texts(Map<?, ?> page, String field) {
    return ((List<?>) page.get("items"))
        .stream().map(item -> ((Map<?, ?>) item).get(field).toString()).toList();
  }

  /** Follows the pages to the end. */
  protected List<String> walk(String uri, String field) {
    List<String> seen = new ArrayList<>();
    Object cursor = null;
    do {
      Map<?, ?> page = get(cursor == null ? uri : uri + "&cursor=" + cursor);
      seen.addAll(texts(page, field));
      cursor = page.get("next");
    } while (cursor != null);
    return seen;
  }

  /** What the other services tell of this user. */
  protected TopicFixture told() {
    return new TopicFixture(platform, user);
  }

  protected long events() {
    return platform.count(
        "select count(*) from journal.event where user_id = '" + TestPlatform.user(user) + "'");
  }

  protected static void problem(
      RequestHeadersSpec<?> request, int status, String code, String pointer) {
    request
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:" + code)
        .jsonPath("$.errors[0].pointer")
        .isEqualTo(pointer);
  }

  protected static void problem(RequestHeadersSpec<?> request, int status, String code) {
    request
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:" + code);
  }
}
