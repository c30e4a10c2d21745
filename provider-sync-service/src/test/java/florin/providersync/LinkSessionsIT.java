package florin.providersync;

import static florin.providersync.ProviderSync.HOUNDSTOOTH;
import static florin.providersync.ProviderSync.PLATYPUS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.providersync.ProviderSync.Linked;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A bank linked on the provider's page, whose result the client asks for. */
class LinkSessionsIT {

  private final ProviderSync sync = ProviderSync.shared();

  @Test
  void theBankChosenOnThePageIsLinked() throws Exception {
    var user = ProviderSync.someone();
    var token = token(user, Map.of("hosted", true, "products", List.of("transactions")));
    assertThat(result(user, token))
        .containsEntry("state", "open")
        .containsEntry("connection", null);

    choose(token, HOUNDSTOOTH);

    assertThat(ended(user, token))
        .containsEntry("state", "linked")
        .extracting("connection.institution.id")
        .isEqualTo(HOUNDSTOOTH);
    assertThat(sync.json(user, "/api/connections").get("items")).asList().hasSize(1);
  }

  @Test
  void aLoginIsRepairedOnThePage() throws Exception {
    Linked linked = sync.link(ProviderSync.someone(), PLATYPUS);
    sync.awaitState(linked, "healthy");
    sync.bank.resetLogin(sync.token(linked));
    sync.awaitState(linked, "needs-attention");
    var token = token(linked.subject(), Map.of("hosted", true, "connectionId", linked.id()));

    choose(token, "again");

    assertThat(ended(linked.subject(), token))
        .containsEntry("state", "repaired")
        .extracting("connection.id")
        .isEqualTo(linked.id().toString());
    sync.awaitState(linked, "healthy");
  }

  @Test
  void aResultIsStoredOnceTheUserHasSignedIn() throws Exception {
    var user = ProviderSync.someone();
    var token = token(user, Map.of("hosted", true));
    assertThat(repeated(user, token, false)).containsEntry("state", "open");
    choose(token, HOUNDSTOOTH);
    awaitWebhook(token);
    var linked = repeated(user, token, false);
    assertThat(linked).containsEntry("state", "linked");
    assertThat(repeated(user, token, true)).isEqualTo(linked);

    var connection = ((Map<?, ?>) linked.get("connection")).get("id");
    var repair = token(user, Map.of("hosted", true, "connectionId", connection));
    choose(repair, "again");
    awaitWebhook(repair);
    var repaired = repeated(user, repair, false);
    assertThat(repaired).containsEntry("state", "repaired");
    assertThat(repeated(user, repair, true)).isEqualTo(repaired);
  }

  @Test
  void aUserWhoLeavesThePageLinksNothing() throws Exception {
    var user = ProviderSync.someone();
    var token = token(user, Map.of("hosted", true));

    choose(token, "");

    assertThat(ended(user, token)).containsEntry("state", "ended");
    assertThat(sync.json(user, "/api/connections").get("items")).asList().isEmpty();
  }

  /** The provider is asked for the result when its webhook has come, not at each request. */
  @Test
  void theProviderAnnouncesTheEndOfThePage() throws Exception {
    var user = ProviderSync.someone();
    var token = token(user, Map.of("hosted", true));
    assertThat(result(user, token)).containsEntry("state", "open");
    sync.bank.control("POST", "delivery", Map.of("hold", true));
    try {
      choose(token, HOUNDSTOOTH);
      assertThat(result(user, token)).containsEntry("state", "open");
    } finally {
      sync.bank.control("POST", "delivery", Map.of("hold", false));
      sync.bank.control("POST", "delivery/release", Map.of());
    }

    assertThat(ended(user, token)).containsEntry("state", "linked");
  }

  /** Ten seconds after the last question the provider is asked again. */
  @Test
  void aLostWebhookIsMadeUpFor() throws Exception {
    var user = ProviderSync.someone();
    var token = token(user, Map.of("hosted", true));
    assertThat(result(user, token)).containsEntry("state", "open");
    sync.bank.control("POST", "delivery", Map.of("drop", true));
    try {
      choose(token, HOUNDSTOOTH);
    } finally {
      sync.bank.control("POST", "delivery", Map.of("drop", false));
    }
    sync.platform.execute(
        "update work.link_session set asked_at = asked_at - interval '10 seconds' where finished_at"
            + " is null");

    assertThat(result(user, token)).containsEntry("state", "linked");
  }

  @Test
  void onlyTheUserOfThePageReadsItsResult() {
    var token = token(ProviderSync.someone(), Map.of("hosted", true));

    for (var session : List.of(String.valueOf(token.get("linkSession")), "made up", "")) {
      asked(ProviderSync.someone(), session)
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:florin:problem:invalid-request")
          .jsonPath("$.detail")
          .value(detail -> assertThat((String) detail).startsWith("linkSession: '" + session));
    }
  }

  @Test
  void withoutAPageThereIsNoSession() {
    assertThat(token(ProviderSync.someone(), Map.of()))
        .containsEntry("hostedUrl", null)
        .containsEntry("linkSession", null);
  }

  private Map<String, Object> ended(String user, Map<String, Object> token) {
    awaitWebhook(token);
    return result(user, token);
  }

  private void awaitWebhook(Map<String, Object> token) {
    await("webhook of the page")
        .until(
            () ->
                sync.platform.count(
                        "select count(*) from work.link_session where finished_at is not null"
                            + " and link_token_sha256 = sha256(convert_to('"
                            + token.get("linkToken")
                            + "', 'UTF8'))")
                    == 1);
  }

  private Map<String, Object> result(String user, Map<String, Object> token) {
    return body(
        asked(user, String.valueOf(token.get("linkSession"))).expectStatus().is2xxSuccessful());
  }

  /** The result of a request with the same Idempotency-Key for each page. */
  private Map<String, Object> repeated(String user, Map<String, Object> token, boolean stored) {
    var session = String.valueOf(token.get("linkSession"));
    var response =
        sync.as(user)
            .post()
            .uri("/api/connections/link-sessions")
            .header("Idempotency-Key", UUID.nameUUIDFromBytes(session.getBytes(UTF_8)).toString())
            .bodyValue(Map.of("linkSession", session))
            .exchange()
            .expectStatus()
            .is2xxSuccessful();
    if (stored) {
      response.expectHeader().valueEquals("Idempotency-Replayed", "true");
    } else {
      response.expectHeader().doesNotExist("Idempotency-Replayed");
    }
    return body(response);
  }

  private static Map<String, Object> body(WebTestClient.ResponseSpec response) {
    return response
        .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
        .returnResult()
        .getResponseBody();
  }

  private WebTestClient.ResponseSpec asked(String user, String session) {
    return sync.as(user)
        .post()
        .uri("/api/connections/link-sessions")
        .bodyValue(Map.of("linkSession", session))
        .exchange();
  }

  private Map<String, Object> token(String user, Map<String, ?> body) {
    return body(
        sync.as(user)
            .post()
            .uri("/api/connections/link-token")
            .bodyValue(body)
            .exchange()
            .expectStatus()
            .isOk());
  }

  private static void choose(Map<String, Object> token, String bank)
      throws IOException, InterruptedException {
    var form =
        HttpRequest.newBuilder(URI.create(String.valueOf(token.get("hostedUrl"))))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("institution_id=" + bank))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      assertThat(client.send(form, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }
}
