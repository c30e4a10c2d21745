package florin.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import florin.gateway.GatewayTest;
import florin.gateway.Upstreams;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

@GatewayTest
class BrowserSessionIT {

  private record Session(String cookie, String csrfToken) {}

  @LocalServerPort private int port;
  private WebTestClient client;
  private String origin;

  @BeforeEach
  void connect() {
    origin = "http://127.0.0.1:" + port;
    client =
        WebTestClient.bindToServer()
            .baseUrl(origin)
            .responseTimeout(Duration.ofSeconds(20))
            .build();
  }

  @Test
  void theCookieIsForThisHostAndNotForScripts() {
    var cookie = logIn("demo").returnResult().getResponseHeaders().getFirst("Set-Cookie");

    assertThat(cookie)
        .startsWith("florin-session-" + port + "=")
        .contains("Path=/", "HttpOnly", "SameSite=Strict", "Max-Age=43200")
        .doesNotContain("Secure", "Domain");
  }

  @Test
  void theServicesGetATokenAndNoCookie() {
    var session = session("demo");

    var seen = get(session).expectBody(Upstreams.Seen.class).returnResult().getResponseBody();

    assertThat(seen.header("authorization")).singleElement().asString().startsWith("Bearer ey");
    assertThat(seen.header("cookie")).isNullOrEmpty();
  }

  @Test
  void theSessionCanBeReadAgain() {
    var session = session("demo");

    client
        .get()
        .uri("/auth/session")
        .header("Cookie", session.cookie())
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.username")
        .isEqualTo("demo")
        .jsonPath("$.csrfToken")
        .isEqualTo(session.csrfToken());
    client.get().uri("/auth/session").exchange().expectStatus().isUnauthorized();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void aWriteNeedsTheOriginAndTheToken(String method) {
    var session = session("demo");

    write(method, session, headers -> {}).expectStatus().isForbidden();
    problem(write(method, session, headers -> headers.set("X-CSRF-Token", session.csrfToken())))
        .isEqualTo("urn:florin:problem:cross-site-request");
    problem(write(method, session, headers -> headers.setOrigin(origin)))
        .isEqualTo("urn:florin:problem:csrf-token");
    write(
            method,
            session,
            headers -> {
              headers.setOrigin(origin);
              headers.set("X-CSRF-Token", session.csrfToken());
            })
        .expectStatus()
        .isOk();
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example, right, cross-site-request",
    "null, right, cross-site-request",
    "http://127.0.0.1:1, right, cross-site-request",
    "own, wrong, csrf-token",
    "own, other, csrf-token"
  })
  void aForgedWriteIsRefused(String from, String token, String type) {
    var session = session("demo");
    var other = session("guest");
    var csrfToken =
        Map.of("right", session.csrfToken(), "wrong", "wrong", "other", other.csrfToken())
            .get(token);

    problem(
            write(
                "POST",
                session,
                headers -> {
                  headers.set("Origin", from.equals("own") ? origin : from);
                  headers.set("X-CSRF-Token", csrfToken);
                }))
        .isEqualTo("urn:florin:problem:" + type);
  }

  @Test
  void aBearerTokenNeedsNeither() {
    client
        .post()
        .uri("/api/transactions")
        .header("Authorization", "Bearer " + florin.gateway.IdentityHome.token())
        .header("Cookie", session("demo").cookie())
        .exchange()
        .expectStatus()
        .isOk();
  }

  @Test
  void aLogOutEndsTheSessionAtOnce() {
    var session = session("demo");
    var other = session("demo");

    logOut(session, "wrong").expectStatus().isForbidden();
    get(session).expectStatus().isOk();
    var removed =
        logOut(session, session.csrfToken())
            .expectStatus()
            .isNoContent()
            .returnResult(Void.class)
            .getResponseHeaders()
            .getFirst("Set-Cookie");
    assertThat(removed).contains("Max-Age=0");
    get(session).expectStatus().isUnauthorized();
    get(other).expectStatus().isOk();
  }

  @Test
  void aLogInEndsTheSessionBefore() {
    var first = session("demo");
    client
        .post()
        .uri("/auth/session")
        .header("Cookie", first.cookie())
        .bodyValue(Map.of("username", "demo", "password", "demo"))
        .exchange()
        .expectStatus()
        .isOk();

    get(first).expectStatus().isUnauthorized();
  }

  @Test
  void aLogInFromAnotherSiteIsRefused() {
    problem(
            client
                .post()
                .uri("/auth/session")
                .header("Origin", "http://evil.example")
                .bodyValue(Map.of("username", "demo", "password", "demo"))
                .exchange())
        .isEqualTo("urn:florin:problem:cross-site-request");
  }

  @Test
  void logInsAreThrottledTogetherWithThoseForTokens() {
    for (int i = 0; i < 5; i++) {
      post("/auth/session", "throttled", "wrong" + i).expectStatus().isUnauthorized();
    }
    post("/auth/session", "throttled", "wrong").expectStatus().isEqualTo(429);
    post("/auth/token", "throttled", "wrong").expectStatus().isEqualTo(429);
  }

  @Test
  void aMissingFieldIsNamed() {
    client
        .post()
        .uri("/auth/session")
        .bodyValue(Map.of("username", "demo"))
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.errors[0].pointer")
        .isEqualTo("/password");
  }

  private WebTestClient.ResponseSpec post(String path, String name, String password) {
    return client
        .post()
        .uri(path)
        .bodyValue(Map.of("username", name, "password", password))
        .exchange();
  }

  private WebTestClient.BodyContentSpec logIn(String name) {
    return post("/auth/session", name, name).expectStatus().isOk().expectBody();
  }

  private Session session(String name) {
    var result = logIn(name).returnResult();
    var cookie = String.valueOf(result.getResponseHeaders().getFirst("Set-Cookie")).split(";")[0];
    var body = new String(result.getResponseBodyContent(), java.nio.charset.StandardCharsets.UTF_8);
    return new Session(cookie, body.replaceAll(".*\"csrfToken\":\"([^\"]*)\".*", "$1"));
  }

  private WebTestClient.ResponseSpec get(Session session) {
    return client.get().uri("/api/users/me").header("Cookie", session.cookie()).exchange();
  }

  private WebTestClient.ResponseSpec write(
      String method, Session session, Consumer<HttpHeaders> headers) {
    return client
        .method(HttpMethod.valueOf(method))
        .uri("/api/transactions/1")
        .header("Cookie", session.cookie())
        .headers(headers)
        .exchange();
  }

  private WebTestClient.ResponseSpec logOut(Session session, String csrfToken) {
    return client
        .delete()
        .uri("/auth/session")
        .header("Cookie", session.cookie())
        .header("Origin", origin)
        .header("X-CSRF-Token", csrfToken)
        .exchange();
  }

  private static org.assertj.core.api.AbstractStringAssert<?> problem(
      WebTestClient.ResponseSpec response) {
    var body =
        response
            .expectStatus()
            .isForbidden()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    return assertThat(body.replaceAll(".*\"type\":\"([^\"]*)\".*", "$1"));
  }
}
