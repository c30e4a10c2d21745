package florin.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import florin.gateway.GatewayTest;
import florin.gateway.Upstreams;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@GatewayTest
class TokenIT {

  @LocalServerPort private int port;
  private WebTestClient gateway;

  @BeforeEach
  void connect() {
    gateway =
        WebTestClient.bindToServer()
            .baseUrl("http://127.0.0.1:" + port)
            .responseTimeout(Duration.ofSeconds(20))
            .build();
  }

  @ParameterizedTest
  @CsvSource({"demo", "guest"})
  void aTokenOfALogInOpensTheApi(String name) {
    var token = token(name);

    gateway
        .get()
        .uri("/api/users/me")
        .headers(headers -> headers.setBearerAuth(token.accessToken()))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(Upstreams.Seen.class);
  }

  @Test
  void aTokenSaysWhoForWhomAndHowLong() throws Exception {
    var token = token("demo");

    var claims = SignedJWT.parse(token.accessToken()).getJWTClaimsSet();
    assertThat(token.tokenType()).isEqualTo("Bearer");
    assertThat(token.expiresIn()).isEqualTo(15 * 60);
    assertThat(claims.getSubject()).isEqualTo("demo");
    assertThat(claims.getIssuer()).isEqualTo("urn:florin:local");
    assertThat(claims.getAudience()).containsExactly("florin");
    assertThat(claims.getExpirationTime())
        .isEqualTo(new Date(claims.getIssueTime().getTime() + token.expiresIn() * 1000));
  }

  @Test
  void thePublishedKeysVerifyATokenAndSignNone() throws Exception {
    var published =
        gateway
            .get()
            .uri("/auth/jwks")
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();

    var keys = JWKSet.parse(published);
    var token = SignedJWT.parse(token("demo").accessToken());
    var key = keys.getKeyByKeyId(token.getHeader().getKeyID());
    assertThat(token.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
    assertThat(keys.getKeys()).noneMatch(each -> each.isPrivate());
  }

  @ParameterizedTest
  @CsvSource({"demo, wrong", "nobody, nobody", "'', ''", "DEMO, demo", "'demo ', demo"})
  void refusesWrongCredentialsAllAlike(String name, String password) {
    post("""
    {"username":"%s","password":"%s"}
    """
            .formatted(name, password))
        .expectStatus()
        .isUnauthorized()
        .expectHeader()
        .exists("WWW-Authenticate")
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:wrong-credentials")
        .jsonPath("$.detail")
        .doesNotExist();
  }

  @Test
  void refusesAPasswordOfWhichBcryptReadsOnlyTheHead() {
    post("""
    {"username":"demo","password":"%s"}
    """
            .formatted("demo\\u0000" + "x".repeat(100)))
        .expectStatus()
        .isUnauthorized();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"username\":\"demo\"} | /password | invalid-request",
        "{\"password\":\"s3cret\"} | /username | invalid-request",
        "{\"username\":\"demo\",\"password\":null} | /password | invalid-request",
        "{\"username\":\"demo\",\"password\":\"s3cret\",\"admin\":true} | /admin | unknown-field",
        "{\"username\":\"demo\",\"password\":{\"s3cret\":1}} | /password | invalid-request"
      })
  void namesTheFieldAtFaultAndQuotesNone(String body, String pointer, String code) {
    var answer =
        post(body)
            .expectStatus()
            .isBadRequest()
            .expectBody()
            .jsonPath("$.type")
            .isEqualTo("urn:florin:problem:" + code)
            .jsonPath("$.errors[0].pointer")
            .isEqualTo(pointer)
            .returnResult();

    assertThat(new String(answer.getResponseBody())).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{", "[]", "null", "\"s3cret\"", "{\"username\":s3cret}", "''"})
  void refusesWhatIsNoLogIn(String body) {
    var answer = post(body).expectStatus().isBadRequest().expectBody().returnResult();

    assertThat(new String(answer.getResponseBody())).doesNotContain("s3cret");
  }

  @Test
  void stopsGuessingAndTellsHowLong() {
    for (int guess = 0; guess < 5; guess++) {
      logIn("guessed", "guess-" + guess).expectStatus().isUnauthorized();
    }

    var limited =
        logIn("guessed", "right").expectStatus().isEqualTo(429).expectBody().returnResult();

    assertThat(limited.getResponseHeaders().getFirst("Retry-After")).matches("[1-9][0-9]*");
    assertThat(limited.getResponseHeaders().getContentType())
        .isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
    logIn("demo", "demo").expectStatus().isOk();
  }

  @Test
  void guessesOfManyNamesDoNotLockTheirAddress() {
    for (int guess = 0; guess < 40; guess++) {
      logIn("many-" + guess, "guess").expectStatus().isUnauthorized();
    }

    logIn("guest", "guest").expectStatus().isOk();
  }

  @Test
  void neverLimitsWhoKnowsThePassword() {
    for (int time = 0; time < 12; time++) {
      logIn("guest", "guest").expectStatus().isOk();
    }
  }

  private TokenApi.TokenResponse token(String name) {
    return logIn(name, name)
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("Cache-Control", "no-store")
        .expectBody(TokenApi.TokenResponse.class)
        .returnResult()
        .getResponseBody();
  }

  private WebTestClient.ResponseSpec logIn(String name, String password) {
    return gateway
        .post()
        .uri("/auth/token")
        .bodyValue(Map.of("username", name, "password", password))
        .exchange();
  }

  private WebTestClient.ResponseSpec post(String body) {
    return gateway
        .post()
        .uri("/auth/token")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange();
  }
}
