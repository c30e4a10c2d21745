package florin.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import florin.gateway.GatewayApplicationStarter;
import florin.gateway.IdentityHome;
import florin.gateway.Upstreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A gateway without demo users: its first password, sessions, log-outs and password changes. */
@ExtendWith(OutputCaptureExtension.class)
class SessionsIT {

  private static final Path HOME = IdentityHome.fresh();
  private static final String USER = "florin";

  private static ConfigurableApplicationContext gateway;
  private static String password = "";

  private WebTestClient client;

  @BeforeAll
  static void start() throws IOException {
    gateway = restarted();
    password = Files.readString(HOME.resolve(LocalUsers.FIRST_PASSWORDS)).strip().split(" ")[1];
    firstPasswordMustBeChanged();
  }

  /** Before it is changed, the first password gives no token. */
  private static void firstPasswordMustBeChanged() {
    var first = password;
    var test = new SessionsIT();
    test.connect();
    test.logInWith(first)
        .expectStatus()
        .isForbidden()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:password-change-required");
    test.logInWith("wrong").expectStatus().isUnauthorized();
    test.setPassword(first, first)
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.errors[0].pointer")
        .isEqualTo("/newPassword");
    password = "a password of my own";
    test.setPassword(first, password).expectStatus().isNoContent();
    test.logIn();
    test.logInWith(first).expectStatus().isUnauthorized();
  }

  private static ConfigurableApplicationContext restarted() {
    return GatewayApplicationStarter.start(
        "florin.gateway.identity-home=" + HOME, "florin.gateway.trusted-proxies=127.0.0.0/8");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @BeforeEach
  void connect() {
    client =
        WebTestClient.bindToServer()
            .baseUrl(
                "http://127.0.0.1:" + gateway.getEnvironment().getProperty("local.server.port"))
            .responseTimeout(Duration.ofSeconds(20))
            .build();
  }

  @Test
  void aRefreshTokenGivesTheNextTokens() {
    var first = logIn();
    var second = refreshed(first.refreshToken());

    assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
    assertThat(second.expiresIn()).isEqualTo(15 * 60);
    assertThat(second.refreshExpiresIn()).isBetween(1L, first.refreshExpiresIn());
    client
        .get()
        .uri("/api/users/me")
        .headers(headers -> headers.setBearerAuth(second.accessToken()))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(Upstreams.Seen.class);
    refreshed(second.refreshToken());
  }

  @Test
  void aSecondUseEndsTheSession() {
    var first = logIn();
    var other = logIn();
    var second = refreshed(first.refreshToken());

    refused(first.refreshToken());
    refused(second.refreshToken());
    refreshed(other.refreshToken());
  }

  @Test
  void aLogOutEndsItsSessionAndNoOther() {
    var ended = logIn();
    var other = logIn();

    logOut(ended.refreshToken());
    logOut("nonsense");
    logOut(other.refreshToken().split("\\.")[0] + ".guessed");

    refused(ended.refreshToken());
    refreshed(other.refreshToken());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "nonsense", "a.b", "a.b.c", "ü.ü"})
  void refusesWhatIsNoRefreshToken(String token) {
    refused(token);
  }

  @Test
  void sessionsSurviveARestartAndTheirTokensAreNotInTheFile() throws IOException {
    var token = logIn().refreshToken();
    var file = Files.readString(HOME.resolve("refresh-tokens"));

    assertThat(file).contains(token.split("\\.")[0]).doesNotContain(token.split("\\.")[1]);
    gateway.close();
    gateway = restarted();
    connect();
    refreshed(token);
  }

  @Test
  void aNewPasswordReplacesTheOldAndEndsAllSessions() {
    var session = logIn();

    setPassword("wrong", "a new password").expectStatus().isUnauthorized();
    setPassword(password, "a new password").expectStatus().isNoContent();

    refused(session.refreshToken());
    logInWith(password).expectStatus().isUnauthorized();
    password = "a new password";
    logIn();
  }

  @ParameterizedTest
  @CsvSource({"short", "guest", "florin", "''"})
  void refusesAPasswordThatIsEasyToGuess(String fresh) {
    setPassword(password, fresh)
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.errors[0].pointer")
        .isEqualTo("/newPassword");
  }

  @Test
  void logsEveryLogInWithoutASecret(CapturedOutput output) {
    logIn();
    post("/auth/token", Map.of("username", USER, "password", "hunter2-wrong"))
        .expectStatus()
        .isUnauthorized();
    post("/auth/token", Map.of("username", "hunter2-typed-as-name", "password", "x"))
        .expectStatus()
        .isUnauthorized();

    assertThat(output)
        .contains("Log-in: user=florin address=127.0.0.1 result=right")
        .contains("Log-in: user=florin address=127.0.0.1 result=refused (wrong-credentials)")
        .contains("Log-in: user=(unknown) address=127.0.0.1 result=refused (wrong-credentials)")
        .doesNotContain("hunter2", password);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7 | 203.0.113.7",
        "198.51.100.1, 203.0.113.7 | 203.0.113.7",
        "203.0.113.7, 127.0.0.9 | 203.0.113.7",
        "nonsense | 127.0.0.1",
        "203.0.113.8:4711 | 203.0.113.8"
      })
  void takesTheAddressFromATrustedProxy(String header, String address, CapturedOutput output) {
    client
        .post()
        .uri("/auth/token")
        .header("X-Forwarded-For", header)
        .bodyValue(Map.of("username", "nobody-" + address, "password", "x"))
        .exchange()
        .expectStatus()
        .isUnauthorized();

    assertThat(output).contains("user=(unknown) address=" + address + " ");
  }

  @Test
  void takesNoDefaultPasswordBehindAProxy() {
    post("/auth/token", Map.of("username", "demo", "password", "demo"))
        .expectStatus()
        .isUnauthorized();
  }

  private TokenApi.TokenResponse logIn() {
    return tokens(logInWith(password));
  }

  @Test
  void behindATrustedProxyWithTlsTheCookieIsForTlsOnly() {
    var cookie =
        client
            .post()
            .uri("/auth/session")
            .header("X-Forwarded-Proto", "https")
            .bodyValue(Map.of("username", USER, "password", password))
            .exchange()
            .expectStatus()
            .isOk()
            .returnResult(String.class)
            .getResponseHeaders()
            .getFirst("Set-Cookie");

    assertThat(cookie)
        .startsWith("__Host-florin-session=")
        .contains("; Secure", "; HttpOnly", "; Path=/", "; SameSite=Strict");
  }

  private WebTestClient.ResponseSpec logInWith(String word) {
    return post("/auth/token", Map.of("username", USER, "password", word));
  }

  private TokenApi.TokenResponse refreshed(String token) {
    return tokens(post("/auth/refresh", Map.of("refreshToken", token)));
  }

  private static TokenApi.TokenResponse tokens(WebTestClient.ResponseSpec response) {
    return response
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("Cache-Control", "no-store")
        .expectBody(TokenApi.TokenResponse.class)
        .returnResult()
        .getResponseBody();
  }

  private void refused(String token) {
    post("/auth/refresh", Map.of("refreshToken", token))
        .expectStatus()
        .isUnauthorized()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:invalid-refresh-token");
  }

  private void logOut(String token) {
    post("/auth/logout", Map.of("refreshToken", token)).expectStatus().isNoContent();
  }

  private WebTestClient.ResponseSpec setPassword(String old, String fresh) {
    return post("/auth/password", Map.of("username", USER, "password", old, "newPassword", fresh));
  }

  private WebTestClient.ResponseSpec post(String path, Map<String, String> body) {
    return client.post().uri(path).bodyValue(body).exchange();
  }
}
