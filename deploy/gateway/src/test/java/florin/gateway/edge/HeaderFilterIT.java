package florin.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import florin.gateway.GatewayTest;
import florin.gateway.IdentityHome;
import florin.gateway.Upstreams;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

@GatewayTest
class HeaderFilterIT {

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

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

  @Test
  void handsTheRequestIdOnAndBack() {
    var answer =
        gateway
            .get()
            .uri("/api/accounts")
            .header("X-Request-Id", "ticket-4711_a.b")
            .exchange()
            .expectHeader()
            .valueEquals("X-Request-Id", "ticket-4711_a.b")
            .expectBody(Upstreams.Seen.class)
            .returnResult()
            .getResponseBody();

    assertThat(answer.header("x-request-id")).containsExactly("ticket-4711_a.b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "with space",
        "semi;colon",
        "{\"json\":1}",
        "far-too-long-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789"
      })
  void makesARequestIdInPlaceOfAnUnsafeOne(String given) {
    var result =
        gateway
            .get()
            .uri("/api/accounts")
            .header("X-Request-Id", given)
            .exchange()
            .expectBody(Upstreams.Seen.class)
            .returnResult();

    var made = result.getResponseHeaders().getFirst("X-Request-Id");
    assertThat(made).matches("[0-9a-f-]{36}");
    assertThat(result.getResponseBody().header("x-request-id")).containsExactly(made);
  }

  @Test
  void passesTheTraceOn() {
    assertThat(seen("traceparent", TRACE).header("traceparent")).containsExactly(TRACE);
  }

  @Test
  void letsNobodyStoreAnAnswerAndKeepsItsETag() {
    gateway
        .get()
        .uri("/api/accounts")
        .header("If-None-Match", "\"7\"")
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("Cache-Control", "no-store")
        .expectHeader()
        .valueEquals("ETag", "\"7\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/accounts", "/api/unknown", "/nowhere", "/health", "/auth/jwks"})
  void carriesTheSecurityHeadersOnce(String path) {
    var headers =
        gateway.get().uri(path).exchange().expectBody().returnResult().getResponseHeaders();

    assertThat(headers.get("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(headers.get("X-Frame-Options")).containsExactly("DENY");
    assertThat(headers.get("Referrer-Policy")).containsExactly("no-referrer");
    assertThat(headers.getFirst("Content-Security-Policy")).contains("frame-ancestors 'none'");
  }

  @Test
  void allowsNoForeignOriginByDefault() {
    WebTestClient.bindToServer()
        .baseUrl("http://127.0.0.1:" + port)
        .build()
        .options()
        .uri("/api/accounts")
        .header("Origin", "https://evil.example")
        .header("Access-Control-Request-Method", "GET")
        .exchange()
        .expectStatus()
        .isUnauthorized()
        .expectHeader()
        .doesNotExist("Access-Control-Allow-Origin");
    gateway
        .get()
        .uri("/api/accounts")
        .header("Origin", "https://evil.example")
        .exchange()
        .expectHeader()
        .doesNotExist("Access-Control-Allow-Origin");
  }

  private Upstreams.Seen seen(String header, String value) {
    return gateway
        .get()
        .uri("/api/accounts")
        .header(header, value)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(Upstreams.Seen.class)
        .returnResult()
        .getResponseBody();
  }
}
