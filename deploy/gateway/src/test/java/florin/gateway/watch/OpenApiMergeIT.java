package florin.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import florin.gateway.GatewayTest;
import florin.gateway.Upstream;
import florin.gateway.Upstreams;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@GatewayTest
class OpenApiMergeIT {

  @LocalServerPort private int port;
  private WebTestClient gateway;

  @BeforeEach
  void allDocumented() {
    gateway =
        WebTestClient.bindToServer()
            .baseUrl("http://127.0.0.1:" + port)
            .responseTimeout(Duration.ofSeconds(20))
            .build();
    for (var upstream : Upstream.values()) {
      Upstreams.answer(upstream, "/v3/api-docs", 200, document(upstream));
    }
  }

  @Test
  void isOneDocumentOfAllServicesAndTheGateway() {
    var document =
        gateway
            .get()
            .uri("/openapi.json")
            .exchange()
            .expectStatus()
            .isOk()
            .expectHeader()
            .contentType(MediaType.APPLICATION_JSON)
            .expectBody(JsonNode.class)
            .returnResult()
            .getResponseBody();

    assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
    assertThat(document.at("/servers/0/url").asString()).isEqualTo("/");
    assertThat(document.at("/security/0").has("bearer")).isTrue();
    assertThat(document.at("/components/securitySchemes/bearer/scheme").asString())
        .isEqualTo("bearer");
    assertThat(document.path("paths").propertyNames())
        .containsExactly(
            "/auth/token",
            "/auth/refresh",
            "/auth/logout",
            "/auth/session",
            "/auth/password",
            "/auth/jwks",
            "/health",
            "/openapi.json",
            "/api/exports/archive",
            "/api/changes",
            "/api/accounts/{id}",
            "/api/transactions/{id}",
            "/api/connections/{id}",
            "/api/scenarios/{id}");
    assertThat(document.findValues("$ref"))
        .allSatisfy(
            reference ->
                assertThat(document.at(reference.asString().substring(1)).isMissingNode())
                    .isFalse());
  }

  @Test
  void isRefusedAsLongAsAServiceIsAway() {
    Upstreams.answer(Upstream.PLANNING, "/v3/api-docs", 500, "{}");

    gateway
        .get()
        .uri("/openapi.json")
        .exchange()
        .expectStatus()
        .isEqualTo(503)
        .expectHeader()
        .valueEquals("Retry-After", "5")
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:unavailable")
        .jsonPath("$.detail")
        .isEqualTo("The planning service is not available; try again.");
  }

  private static String document(Upstream upstream) {
    var path = upstream.paths().getFirst().replace("/**", "/{id}");
    return """
    {"openapi":"3.1.0","info":{"title":"%s"},"servers":[{"url":"http://127.0.0.1:1"}],
     "paths":{"%s":{"get":{"operationId":"read","responses":{"200":{"description":"ok","content":
       {"application/json":{"schema":{"$ref":"#/components/schemas/Row"}}}}}}},
       "/secret":{"get":{"operationId":"secret"}}},
     "components":{"schemas":{"Row":{"type":"object","description":"%s"},
       "Problem":{"type":"object"}}}}
    """
        .formatted(upstream.label(), path, upstream.label());
  }
}
