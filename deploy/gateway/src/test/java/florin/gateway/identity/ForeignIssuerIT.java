package florin.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import florin.gateway.GatewayApplicationStarter;
import florin.gateway.IdentityHome;
import florin.gateway.Upstreams;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class ForeignIssuerIT {

  private static final String ISSUER = "https://issuer.example/realms/home";
  private static final AtomicReference<JWKSet> PUBLISHED = new AtomicReference<>(new JWKSet());

  private static DisposableServer issuer;
  private static ConfigurableApplicationContext gateway;

  private final RSAKey key = fresh();
  private WebTestClient client;

  @BeforeAll
  static void start() {
    issuer = serveKeys(0);
    gateway =
        GatewayApplicationStarter.start(
            "florin.gateway.issuer=" + ISSUER,
            "florin.gateway.jwk-set-uri=http://127.0.0.1:" + issuer.port() + "/jwks",
            "florin.gateway.cors-origins=https://app.example");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    issuer.disposeNow();
  }

  @BeforeEach
  void connect() {
    PUBLISHED.set(new JWKSet(key.toPublicJWK()));
    client =
        WebTestClient.bindToServer()
            .baseUrl(
                "http://127.0.0.1:" + gateway.getEnvironment().getProperty("local.server.port"))
            .responseTimeout(Duration.ofSeconds(20))
            .build();
  }

  @Test
  void takesItsTokensAndNoLocalOnes() throws Exception {
    status(token(key, ISSUER), 200);
    status(token(key, "urn:florin:local"), 401);
  }

  @Test
  void issuesNoTokensItself() {
    client
        .post()
        .uri("/auth/token")
        .bodyValue(Map.of("username", "demo", "password", "demo"))
        .exchange()
        .expectStatus()
        .isNotFound();
    client.get().uri("/auth/jwks").exchange().expectStatus().isNotFound();
  }

  @Test
  void followsARotationOfTheKeysAtOnce() throws Exception {
    status(token(key, ISSUER), 200);
    var next = fresh();
    status(token(next, ISSUER), 401);

    PUBLISHED.set(new JWKSet(next.toPublicJWK()));

    status(token(next, ISSUER), 200);
  }

  @Test
  void keepsTheKeysItHasWhileTheIssuerIsAway() throws Exception {
    status(token(key, ISSUER), 200);
    issuer.disposeNow();
    try {
      status(token(key, ISSUER), 200);
      status(token(fresh(), ISSUER), 503);
    } finally {
      issuer = serveKeys(issuer.port());
    }
  }

  @Test
  void allowsTheConfiguredOriginAndNoOther() throws Exception {
    preflight("https://app.example")
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("Access-Control-Allow-Origin", "https://app.example")
        .expectHeader()
        .doesNotExist("Access-Control-Allow-Credentials");
    preflight("https://evil.example")
        .expectStatus()
        .isForbidden()
        .expectHeader()
        .doesNotExist("Access-Control-Allow-Origin");
    client
        .get()
        .uri("/api/accounts")
        .headers(headers -> headers.setBearerAuth(unchecked()))
        .header("Origin", "https://app.example")
        .exchange()
        .expectHeader()
        .valueEquals("Access-Control-Allow-Origin", "https://app.example");
  }

  private WebTestClient.ResponseSpec preflight(String origin) {
    return client
        .options()
        .uri("/api/accounts")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "PATCH")
        .header("Access-Control-Request-Headers", "authorization,if-match,idempotency-key")
        .exchange();
  }

  private void status(String token, int status) {
    assertThat(
            client
                .get()
                .uri("/api/accounts")
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .returnResult(byte[].class)
                .getStatus()
                .value())
        .isEqualTo(status);
  }

  private String unchecked() {
    try {
      return token(key, ISSUER);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String token(RSAKey key, String issuer) throws Exception {
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            IdentityHome.claims().issuer(issuer).build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  private static RSAKey fresh() {
    try {
      return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DisposableServer serveKeys(int port) {
    return HttpServer.create()
        .runOn(Upstreams.LOOPS)
        .host("127.0.0.1")
        .port(port)
        .handle(
            (_, response) ->
                response
                    .header("Content-Type", "application/json")
                    .header("Connection", "close")
                    .sendString(Mono.fromSupplier(() -> PUBLISHED.get().toString())))
        .bindNow();
  }
}
