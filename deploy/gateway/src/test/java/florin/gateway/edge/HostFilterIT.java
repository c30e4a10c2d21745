package florin.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import florin.gateway.GatewayApplicationStarter;
import florin.gateway.IdentityHome;
import florin.gateway.RawHttp;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

class HostFilterIT {

  private static ConfigurableApplicationContext gateway;
  private static int port;

  @BeforeAll
  static void start() {
    gateway =
        GatewayApplicationStarter.start(
            "florin.gateway.identity-home=" + IdentityHome.fresh(),
            "florin.gateway.demo-users=true",
            "florin.gateway.logins.per-user=1000",
            "florin.gateway.hosts=money.example");
    port = gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:8080",
        "localhost:8080",
        "LOCALHOST",
        "localhost.",
        "florin.localhost",
        "[::1]:8080",
        "192.168.1.5",
        "money.example",
        "Money.Example:443"
      })
  void servesAddressesLoopbackNamesAndTheConfiguredNames(String host) throws IOException {
    assertThat(send("GET /auth/jwks", "Host: " + host, "")).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "notlocalhost",
        "money.example.evil.example",
        "127.0.0.1@evil.example"
      })
  void servesNoOtherName(String host) throws IOException {
    for (var request : new String[] {"GET /auth/jwks", "GET /api/accounts", "GET /health"}) {
      assertThat(send(request, "Host: " + host, ""))
          .matches("(?s)HTTP/1.1 4(21|00) .*")
          .contains("application/problem+json");
    }
    assertThat(send("GET /auth/jwks", "Host: evil.example", ""))
        .startsWith("HTTP/1.1 421 ")
        .contains("urn:florin:problem:unknown-host");
  }

  @Test
  void needsExactlyOneHost() throws IOException {
    assertThat(send("GET /auth/jwks", "Accept: */*", "")).startsWith("HTTP/1.1 400 ");
    assertThat(send("GET /auth/jwks", "Host: localhost\r\nHost: evil.example", ""))
        .startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Host: localhost | 200",
        "Host: 127.0.0.1:8080 | 200",
        "Host: [::1] | 200",
        "Host: money.example | 401",
        "Host: 192.168.1.5 | 401",
        "Host: localhost~X-Forwarded-For: 127.0.0.1 | 401",
        "Host: localhost~X-Forwarded-Host: money.example | 401",
        "Host: localhost~Forwarded: for=127.0.0.1 | 401",
        "Host: localhost~Via: 1.1 proxy | 401"
      })
  void takesADemoPasswordOnlyOnThisMachine(String headers, int status) throws IOException {
    var logIn = "{\"username\":\"demo\",\"password\":\"demo\"}";

    assertThat(
            send(
                "POST /auth/token",
                headers.replace("~", "\r\n") + "\r\nContent-Type: application/json",
                logIn))
        .startsWith("HTTP/1.1 " + status);
  }

  private static String send(String request, String headers, String body) throws IOException {
    return RawHttp.send(
        port,
        request
            + " HTTP/1.1\r\n"
            + headers
            + "\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }
}
