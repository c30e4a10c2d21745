package florin.providersync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What an operator sees of a Plaid that is ill. */
class OutageIT {

  @Test
  void isShownAndTakesTheServiceNotOutOfRotation() {
    try (KeyServer plaid = new KeyServer()) {
      plaid.away = true;
      ProviderSync sync =
          new ProviderSync(
              ProviderSync.settings(),
              Map.of(
                  "florin.plaid.base-url",
                  plaid.base(),
                  "florin.plaid.limits.outage.calls",
                  4,
                  "florin.webhooks.questions",
                  100));
      sync.start();
      try {
        assertThat(health(sync, "/components/plaid/status")).isEqualTo("UP");
        for (int i = 0; i < 3; i++) {
          assertThat(WebhookRequest.genuine("item", plaid.key()).to(sync).block()).isEqualTo(503);
        }

        assertThat(plaid.asked).hasSize(2);
        assertThat(health(sync, "/components/plaid/status")).isEqualTo("DEGRADED");
        assertThat(health(sync, "/components/plaid/details/webhook-verification-key-get"))
            .isEqualTo("OPEN");
        assertThat(health(sync, "/status")).isEqualTo("UP");
        assertThat(prometheus(sync))
            .contains("resilience4j_circuitbreaker_state{")
            .contains("name=\"webhook-verification-key-get\"")
            .doesNotContain("access-sandbox");
      } finally {
        sync.stop();
        sync.emulator.close();
      }
    }
  }

  private static String health(ProviderSync sync, String pointer) {
    byte[] body = get(sync, "/actuator/health");
    return new JsonMapper().readTree(body).at(pointer).asString();
  }

  private static String prometheus(ProviderSync sync) {
    return new String(get(sync, "/actuator/prometheus"), StandardCharsets.UTF_8);
  }

  private static byte[] get(ProviderSync sync, String path) {
    return sync.platform
        .operator(sync.port())
        .get()
        .uri(path)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .returnResult()
        .getResponseBody();
  }
}
