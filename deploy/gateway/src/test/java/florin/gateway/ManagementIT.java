package florin.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

class ManagementIT {

  private static ConfigurableApplicationContext gateway;

  @BeforeAll
  static void start() {
    gateway =
        GatewayApplicationStarter.start(
            "florin.gateway.identity-home=" + IdentityHome.fresh(),
            "florin.gateway.operator-password=0perator",
            "management.server.port=0");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/actuator/health", "/actuator/health/readiness", "/actuator/health/liveness"})
  void tellsItsHealthOnItsOwnPort(String path) throws IOException {
    assertThat(get("local.management.port", path))
        .startsWith("HTTP/1.1 200 ")
        .contains("\"status\":\"UP\"")
        .doesNotContain("components");
  }

  @Test
  void tellsItsFiguresOnItsOwnPortToTheOperator() throws IOException {
    get("local.server.port", "/api/accounts");

    assertThat(get("local.management.port", "/actuator/prometheus"))
        .startsWith("HTTP/1.1 401 ")
        .doesNotContain("jvm_memory");
    assertThat(asOperator("guessed")).startsWith("HTTP/1.1 401 ").doesNotContain("jvm_memory");
    assertThat(asOperator("0perator"))
        .startsWith("HTTP/1.1 200 ")
        .contains("http_server_requests_seconds_count", "jvm_memory_used_bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/env",
        "/actuator/gateway/routes",
        "/actuator/heapdump",
        "/auth/jwks",
        "/health"
      })
  void tellsNothingElseThere(String path) throws IOException {
    assertThat(get("local.management.port", path)).startsWith("HTTP/1.1 404 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator", "/actuator/health", "/actuator/prometheus"})
  void tellsNoneOfItOnThePublicPort(String path) throws IOException {
    assertThat(get("local.server.port", path)).startsWith("HTTP/1.1 404 ");
  }

  private static String asOperator(String password) throws IOException {
    var credentials = Base64.getEncoder().encodeToString(("operator:" + password).getBytes(UTF_8));
    return RawHttp.get(
        gateway.getEnvironment().getRequiredProperty("local.management.port", Integer.class),
        "/actuator/prometheus",
        "Authorization: Basic " + credentials);
  }

  private static String get(String port, String path) throws IOException {
    return RawHttp.get(gateway.getEnvironment().getRequiredProperty(port, Integer.class), path);
  }
}
