package florin.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import florin.gateway.GatewayTest;
import florin.gateway.IdentityHome;
import florin.gateway.RawHttp;
import florin.gateway.Upstream;
import florin.gateway.Upstreams;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.test.StepVerifier;

@GatewayTest
class RoutesIT {

  @LocalServerPort private int port;
  private WebTestClient gateway;

  @BeforeEach
  void connect() {
    gateway =
        WebTestClient.bindToServer()
            .baseUrl("http://127.0.0.1:" + port)
            .defaultHeaders(headers -> headers.setBearerAuth(IdentityHome.token()))
            .responseTimeout(Duration.ofSeconds(20))
            .build();
  }

  @ParameterizedTest
  @CsvSource({
    "accounts, /api/accounts",
    "accounts, /api/accounts/7/balances",
    "accounts, /api/net-worth",
    "accounts, /api/institutions",
    "accounts, /api/liabilities",
    "accounts, /api/account-groups/1/accounts",
    "accounts, /api/account-snapshot",
    "accounts, /api/investments/holdings",
    "accounts, /api/users/me",
    "accounts, /api/changes/accounts/1/undo",
    "transactions, /api/transactions",
    "transactions, /api/transactions/1/explanation",
    "transactions, /api/transactions/bulk",
    "transactions, /api/categories/1/merge",
    "transactions, /api/rules/1/preview",
    "transactions, /api/merchants",
    "transactions, /api/tags",
    "transactions, /api/transfers/suggestions",
    "transactions, /api/recurring/1",
    "transactions, /api/reports/cash-flow",
    "transactions, /api/imports",
    "transactions, /api/exports/transactions",
    "transactions, /api/exports/series",
    "accounts, /api/exports/balances",
    "planning, /api/exports/goals",
    "transactions, /api/changes/transactions",
    "provider-sync, /api/connections/link-token",
    "provider-sync, /api/connections/1/sync-runs/2",
    "provider-sync, /api/changes/connections/1",
    "provider-sync, /webhooks/plaid",
    "provider-sync, /webhooks/teller",
    "planning, /api/scenarios/1/bills",
    "planning, /api/goals",
    "planning, /api/forecast",
    "planning, /api/safe-to-spend",
    "planning, /api/changes/planning/1/undo"
  })
  void leadsEachPathToItsService(String service, String path) {
    var seen = get(path + "?a=b%20c&a=%2B");

    assertThat(seen.service()).isEqualTo(service);
    assertThat(seen.uri()).isEqualTo(path + "?a=b%20c&a=%2B");
  }

  @ParameterizedTest
  @MethodSource("allPaths")
  void noPathIsClaimedTwice(String path) {
    var example = path.replace("/**", "/1");

    assertThat(Stream.of(Upstream.values()).filter(upstream -> upstream.owns(example))).hasSize(1);
  }

  static Stream<String> allPaths() {
    return Stream.of(Upstream.values()).flatMap(upstream -> upstream.paths().stream());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
  void passesMethodAndTokenOn(String method) {
    var seen =
        gateway
            .method(HttpMethod.valueOf(method))
            .uri("/api/transactions/1")
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(Upstreams.Seen.class)
            .returnResult()
            .getResponseBody();

    assertThat(seen.method()).isEqualTo(method);
    assertThat(seen.header("authorization")).singleElement().asString().startsWith("Bearer ey");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/unknown",
        "/api/net-worth/secret",
        "/api/events/everything",
        "/actuator",
        "/actuator/health",
        "/actuator/prometheus",
        "/actuator/gateway/routes",
        "/v3/api-docs",
        "/webhooks/other",
        "/internal"
      })
  void knowsNoOtherPath(String path) {
    gateway
        .get()
        .uri(path)
        .exchange()
        .expectStatus()
        .isNotFound()
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:not-found")
        .jsonPath("$.instance")
        .isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/accounts/../../actuator/health",
        "/api/accounts/%2e%2e/%2e%2e/actuator/health",
        "/api/accounts/..;/actuator/health",
        "/api/accounts%2f..%2f..%2factuator",
        "/api//accounts",
        "/api/accounts/%00"
      })
  void refusesPathsThatMeanAnother(String path) throws Exception {
    assertThat(RawHttp.get(port, path, "Authorization: Bearer " + IdentityHome.token()))
        .startsWith("HTTP/1.1 400 ")
        .contains("application/problem+json");
  }

  @Test
  void leavesTheBytesOfAWebhookAlone() {
    var body =
        "{\n  \"webhook_type\": \"TRANSACTIONS\",\n  \"item_id\": \"\u00e9\\u00e9\",\r\n  \"n\":1.0 }\n"
            .getBytes(StandardCharsets.UTF_8);

    var seen =
        WebTestClient.bindToServer()
            .baseUrl("http://127.0.0.1:" + port)
            .build()
            .post()
            .uri("/webhooks/plaid")
            .header("Plaid-Verification", "signed")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(body)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(Upstreams.Seen.class)
            .returnResult()
            .getResponseBody();

    assertThat(seen.bytes()).isEqualTo(body);
    assertThat(seen.header("plaid-verification")).containsExactly("signed");
    assertThat(seen.header("content-type")).containsExactly("application/json");
  }

  @Test
  void removesHeadersThatClaimToBeSomebody() {
    var seen =
        gateway
            .get()
            .uri("/api/accounts")
            .header("X-User-Id", "somebody")
            .header("x-user-roles", "admin")
            .header("X-Forwarded-For", "10.0.0.1")
            .header("X-Forwarded-Host", "evil.example")
            .header("X-Forwarded-Prefix", "/evil")
            .header("Forwarded", "for=10.0.0.1")
            .header("X-Real-IP", "10.0.0.1")
            .header("If-None-Match", "\"7\"")
            .header("If-Match", "\"7\"")
            .header("Idempotency-Key", "k-1")
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(Upstreams.Seen.class)
            .returnResult()
            .getResponseBody();

    assertThat(seen.headers().keySet())
        .noneMatch(
            name ->
                name.startsWith("x-user")
                    || name.startsWith("x-forwarded")
                    || name.equals("forwarded")
                    || name.equals("x-real-ip")
                    || name.equals("if-none-match"));
    assertThat(seen.header("if-match")).containsExactly("\"7\"");
    assertThat(seen.header("idempotency-key")).containsExactly("k-1");
    assertThat(seen.header("host")).containsExactly("127.0.0.1:" + port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"accounts", "transactions", "connections", "planning"})
  void passesEventsOnWhileTheStreamIsOpen(String area) {
    var events =
        gateway
            .get()
            .uri("/api/events/" + area)
            .accept(MediaType.TEXT_EVENT_STREAM)
            .exchange()
            .expectStatus()
            .isOk()
            .expectHeader()
            .contentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM)
            .returnResult(String.class)
            .getResponseBody();

    StepVerifier.create(events).expectNext("first").thenCancel().verify(Duration.ofSeconds(20));
  }

  private Upstreams.Seen get(String path) {
    return gateway
        .get()
        .uri(java.net.URI.create("http://127.0.0.1:" + port + path))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(Upstreams.Seen.class)
        .returnResult()
        .getResponseBody();
  }
}
