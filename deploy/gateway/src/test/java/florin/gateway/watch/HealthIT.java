package florin.gateway.watch;

import florin.gateway.GatewayTest;
import florin.gateway.Upstream;
import florin.gateway.Upstreams;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

@GatewayTest
class HealthIT {

  private static final String PATH = "/actuator/health";

  @LocalServerPort private int port;
  private WebTestClient gateway;

  @BeforeEach
  void allUp() {
    gateway =
        WebTestClient.bindToServer()
            .baseUrl("http://127.0.0.1:" + port)
            .responseTimeout(Duration.ofSeconds(20))
            .build();
    for (var upstream : Upstream.values()) {
      Upstreams.answer(
          upstream,
          PATH,
          200,
          """
          {"status":"UP","components":{"db":{"status":"UP","details":{"database":"PostgreSQL"}}}}
          """);
    }
  }

  @Test
  void isUpWhenAllServicesAre() {
    gateway
        .get()
        .uri("/health")
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("Cache-Control", "no-store")
        .expectBody()
        .json(
            """
            {"status":"UP","services":{"accounts":{"status":"UP"},"transactions":{"status":"UP"},
             "provider-sync":{"status":"UP"},"planning":{"status":"UP"}}}
            """,
            org.springframework.test.json.JsonCompareMode.STRICT);
  }

  @Test
  void isDownWhenOneServiceSaysSo() {
    Upstreams.answer(Upstream.PROVIDER_SYNC, PATH, 503, "{\"status\":\"OUT_OF_SERVICE\"}");

    gateway
        .get()
        .uri("/health")
        .exchange()
        .expectStatus()
        .isEqualTo(503)
        .expectBody()
        .jsonPath("$.status")
        .isEqualTo("DOWN")
        .jsonPath("$.services.provider-sync.status")
        .isEqualTo("OUT_OF_SERVICE")
        .jsonPath("$.services.accounts.status")
        .isEqualTo("UP");
  }

  @Test
  void repeatsNoWordItDoesNotKnow() {
    Upstreams.answer(Upstream.PLANNING, PATH, 200, "{\"status\":\"password=hunter2\"}");
    Upstreams.answer(Upstream.ACCOUNTS, PATH, 200, "not JSON: hunter2");

    gateway
        .get()
        .uri("/health")
        .exchange()
        .expectStatus()
        .isEqualTo(503)
        .expectBody()
        .json(
            """
            {"status":"DOWN","services":{"accounts":{"status":"DOWN"},"transactions":{"status":"UP"},
             "provider-sync":{"status":"UP"},"planning":{"status":"UNKNOWN"}}}
            """,
            org.springframework.test.json.JsonCompareMode.STRICT);
  }

  @Test
  void countsAServiceThatIsAwayAsDown() {
    Upstreams.stop(Upstream.TRANSACTIONS);
    try {
      gateway
          .get()
          .uri("/health")
          .exchange()
          .expectStatus()
          .isEqualTo(503)
          .expectBody()
          .jsonPath("$.services.transactions.status")
          .isEqualTo("DOWN");
    } finally {
      Upstreams.restart(Upstream.TRANSACTIONS);
    }
    gateway.get().uri("/health").exchange().expectStatus().isOk();
  }

  @Test
  void waitsForNobody() {
    Upstreams.answer(Upstream.ACCOUNTS, PATH, 200, "never");

    gateway
        .get()
        .uri("/health")
        .exchange()
        .expectStatus()
        .isEqualTo(503)
        .expectBody()
        .jsonPath("$.services.accounts.status")
        .isEqualTo("DOWN")
        .jsonPath("$.services.planning.status")
        .isEqualTo("UP");
  }
}
