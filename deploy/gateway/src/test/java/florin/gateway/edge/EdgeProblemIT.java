package florin.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import florin.gateway.GatewayTest;
import florin.gateway.IdentityHome;
import florin.gateway.RawHttp;
import florin.gateway.Upstream;
import florin.gateway.Upstreams;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Flux;

@GatewayTest
@ExtendWith(OutputCaptureExtension.class)
class EdgeProblemIT {

  private static final int API_LIMIT = 1024 * 1024;
  private static final int IMPORT_LIMIT = 8 * 1024 * 1024;
  private static final int LOGIN_LIMIT = 16 * 1024;
  private static final int WEBHOOK_LIMIT = 64 * 1024;

  @LocalServerPort private int port;
  private WebTestClient gateway;

  @BeforeEach
  void connect() {
    gateway =
        WebTestClient.bindToServer()
            .baseUrl("http://127.0.0.1:" + port)
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(32 * 1024 * 1024))
            .defaultHeaders(headers -> headers.setBearerAuth(IdentityHome.token()))
            .responseTimeout(Duration.ofSeconds(20))
            .build();
  }

  @Test
  void answers503WhileAServiceIsAwayAndServesAgainWhenItIsBack() {
    gateway.get().uri("/api/goals").exchange().expectStatus().isOk();
    Upstreams.stop(Upstream.PLANNING);
    try {
      problem(gateway.get().uri("/api/goals").exchange(), 503, "unavailable")
          .jsonPath("$.detail")
          .isEqualTo("The planning service is not available; try again.");
      gateway.get().uri("/api/goals").exchange().expectHeader().valueEquals("Retry-After", "5");
      gateway.get().uri("/api/accounts").exchange().expectStatus().isOk();
    } finally {
      Upstreams.restart(Upstream.PLANNING);
    }
    gateway.get().uri("/api/goals").exchange().expectStatus().isOk();
  }

  @Test
  void logsAFailureWithTheIdThatTheClientGot(CapturedOutput output) {
    Upstreams.stop(Upstream.PLANNING);
    try {
      gateway
          .get()
          .uri("/api/goals")
          .header("X-Request-Id", "ticket-4712")
          .exchange()
          .expectStatus()
          .isEqualTo(503);
    } finally {
      Upstreams.restart(Upstream.PLANNING);
    }

    assertThat(output.toString().lines().filter(line -> line.contains("WARN")))
        .anyMatch(line -> line.contains("ticket-4712"));
  }

  @Test
  void sendsNoWriteTwiceWhenAServiceIsCutOff() {
    // On a connection that was used before: only such a one would be tried again.
    gateway.get().uri("/api/goals").exchange().expectStatus().isOk();
    var before = Upstreams.resets(Upstream.PLANNING, "/api/goals/reset");

    problem(gateway.post().uri("/api/goals/reset").bodyValue("{}").exchange(), 503, "unavailable");

    assertThat(Upstreams.resets(Upstream.PLANNING, "/api/goals/reset")).isEqualTo(before + 1);
  }

  @Test
  void answers504WhenAServiceTakesTooLong() {
    problem(gateway.get().uri("/api/goals/never").exchange(), 504, "timeout");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/transactions, " + API_LIMIT,
    "/api/imports, " + IMPORT_LIMIT,
    "/webhooks/plaid, " + WEBHOOK_LIMIT,
    "/webhooks/teller, " + WEBHOOK_LIMIT
  })
  void takesABodyUpToItsLimitAndNoByteMore(String path, int limit) {
    assertThat(announced(path, limit).expectStatus().isOk().expectBody(Upstreams.Seen.class))
        .extracting(seen -> seen.returnResult().getResponseBody().bytes().length)
        .isEqualTo(limit);
    problem(announced(path, limit + 1), 413, "too-large");
  }

  @ParameterizedTest
  @CsvSource({"/api/transactions, " + API_LIMIT, "/webhooks/plaid, " + WEBHOOK_LIMIT})
  void countsABodyWhoseLengthNobodyAnnounced(String path, int limit) {
    assertThat(chunked(path, limit).expectStatus().isOk().expectBody(Upstreams.Seen.class))
        .extracting(seen -> seen.returnResult().getResponseBody().bytes().length)
        .isEqualTo(limit);
    problem(chunked(path, limit + 1024), 413, "too-large");
  }

  @Test
  void limitsTheLogInTooWithoutReadingOn() {
    problem(announced("/auth/token", LOGIN_LIMIT + 1), 413, "too-large");
  }

  @Test
  void namesTheMethodsOfAnAddress() {
    problem(gateway.delete().uri("/health").exchange(), 405, "method-not-allowed");
    gateway.get().uri("/auth/token").exchange().expectHeader().valueEquals("Allow", "POST");
    problem(
        gateway.method(HttpMethod.TRACE).uri("/api/accounts").exchange(),
        405,
        "method-not-allowed");
  }

  @Test
  void takesOnlyJsonForALogIn() {
    problem(
        gateway
            .post()
            .uri("/auth/token")
            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
            .bodyValue("username=demo&password=demo")
            .exchange(),
        415,
        "unsupported-media-type");
  }

  @Test
  void refusesHeadersLargerThanTheServerReads() throws IOException {
    assertThat(RawHttp.get(port, "/health", "X-Long: " + "a".repeat(20_000)))
        .startsWith("HTTP/1.1 431 ")
        .doesNotContain("Exception");
  }

  @Test
  void namesTheRequestInTheProblem() {
    problem(
            gateway.get().uri("/nowhere").header("X-Request-Id", "ticket-4711").exchange(),
            404,
            "not-found")
        .jsonPath("$.traceId")
        .isEqualTo("ticket-4711");
  }

  private WebTestClient.ResponseSpec announced(String path, int length) {
    return gateway
        .post()
        .uri(path)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(new byte[length])
        .exchange();
  }

  private WebTestClient.ResponseSpec chunked(String path, int length) {
    var buffers = DefaultDataBufferFactory.sharedInstance;
    var body = Flux.range(0, length / 1024).<DataBuffer>map(_ -> buffers.wrap(new byte[1024]));
    return gateway
        .post()
        .uri(path)
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .body(BodyInserters.fromDataBuffers(body))
        .exchange();
  }

  private static WebTestClient.BodyContentSpec problem(
      WebTestClient.ResponseSpec response, int status, String code) {
    return response
        .expectStatus()
        .isEqualTo(status)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:" + code)
        .jsonPath("$.status")
        .isEqualTo(status)
        .jsonPath("$.title")
        .isNotEmpty()
        .jsonPath("$.instance")
        .isNotEmpty()
        .jsonPath("$.traceId")
        .isNotEmpty();
  }
}
