package florin.providersync;

import static florin.providersync.ProviderSync.PLATYPUS;
import static florin.providersync.ProviderSync.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.providersync.ConnectionRepaired;
import florin.providersync.ProviderSync.Linked;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** X01: public tokens of Items that are linked already. */
class SecondPublicTokenIT {

  private final ProviderSync sync = ProviderSync.shared();

  @AfterAll
  static void viewsComeOutOfTheJournal() {
    ProviderSync.shared().viewsComeOutOfTheJournal();
  }

  private String second(Linked linked, boolean renews) {
    return sync.bank
        .control("POST", "items/" + linked.itemId() + "/public-token", Map.of("renews", renews))
        .path("public_token")
        .stringValue();
  }

  private ResponseSpec post(String subject, Map<String, ?> body) {
    return sync.as(subject).post().uri("/api/connections").bodyValue(body).exchange();
  }

  private Map<?, ?> repaired(String subject, Map<String, ?> body) {
    return post(subject, body)
        .expectStatus()
        .isOk()
        .expectBody(Map.class)
        .returnResult()
        .getResponseBody();
  }

  private void assertSyncsOn(Linked linked) {
    assertThat(sync.bank.item(linked.itemId()).path("state").stringValue()).isEqualTo("healthy");
    assertThat(sync.bank.requests("/item/remove", linked.itemId())).isZero();
    assertThat((List<?>) sync.json(linked.subject(), "/api/connections").get("items")).hasSize(1);
    sync.awaitQuiet(linked);
    sync.addQuietly(linked, 2);
    assertThat(sync.syncNow(linked)).containsEntry("state", "applied");
    sync.awaitState(linked, "healthy");
    sync.truthfulFacts(linked);
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void x01SecondPublicTokenRepairsTheConnection(boolean renews, boolean allowDuplicate) {
    Linked linked = sync.quiet(PLATYPUS);
    String token = sync.token(linked);
    Map<String, Object> body = new TreeMap<>(Map.of("publicToken", second(linked, renews)));
    if (allowDuplicate) {
      body.put("allowDuplicate", true);
      body.put("institution", Map.of("id", PLATYPUS, "name", "First Platypus Bank"));
    }

    assertThat(repaired(linked.subject(), body).get("id")).isEqualTo(linked.id().toString());

    assertThat(!sync.token(linked).equals(token)).as("the token was replaced").isEqualTo(renews);
    assertThat(
            sync.platform.count(
                "select count(*) from vault.token where user_id = '%s'".formatted(linked.user())))
        .isEqualTo(1);
    assertSyncsOn(linked);
  }

  @Test
  void x01AConnectionThatNeedsAttentionIsHealthyAtOnce() {
    Linked linked = sync.quiet(PLATYPUS);
    sync.bank.resetLogin(sync.token(linked));
    sync.awaitState(linked, "needs-attention");
    sync.awaitQuiet(linked);
    sync.bank.control("POST", "items/" + linked.itemId() + "/repair?webhook=false", Map.of());
    // Link sends the institution, which does not hinder the repair of a connection to it.
    Map<String, ?> body =
        Map.of("publicToken", second(linked, true), "institution", Map.of("id", PLATYPUS));

    Map<?, ?> row = repaired(linked.subject(), body);

    assertThat(row.get("state")).isEqualTo("healthy");
    assertThat(row.get("reason")).isNull();
    assertSyncsOn(linked);
    assertThat(sync.facts(linked).of(ConnectionRepaired.class)).hasSize(1);
  }

  @Test
  void x01TheGuardLetsATokenOfUpdateModePass() {
    Linked linked = sync.quiet(PLATYPUS);
    sync.as(linked.subject())
        .post()
        .uri("/api/connections/link-token")
        .bodyValue(Map.of("connectionId", linked.id()))
        .exchange()
        .expectStatus()
        .isOk();
    Map<String, ?> body =
        Map.of("publicToken", second(linked, false), "institution", Map.of("id", PLATYPUS));

    assertThat(repaired(linked.subject(), body).get("id")).isEqualTo(linked.id().toString());

    assertSyncsOn(linked);
  }

  @Test
  void x01ALoginThatIsStillBrokenIsNotReportedAsRepaired() {
    Linked linked = sync.quiet(PLATYPUS);
    sync.bank.resetLogin(sync.token(linked));
    sync.awaitState(linked, "needs-attention");

    Map<?, ?> row = repaired(linked.subject(), Map.of("publicToken", second(linked, false)));

    assertThat(row.get("state")).isEqualTo("needs-attention");
    assertThat(sync.bank.requests("/item/remove", linked.itemId())).isZero();
  }

  @Test
  void x01ARepetitionGetsTheSameAnswer() {
    Linked linked = sync.quiet(PLATYPUS);
    Map<String, ?> body = Map.of("publicToken", second(linked, true));

    for (int time = 0; time < 2; time++) {
      sync.as(linked.subject())
          .post()
          .uri("/api/connections")
          .header("Idempotency-Key", "repair-1")
          .bodyValue(body)
          .exchange()
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.id")
          .isEqualTo(linked.id().toString());
    }

    assertSyncsOn(linked);
  }

  @Test
  void x01AnotherUserIsRefusedAndTheItemStays() {
    Linked linked = sync.quiet(PLATYPUS);
    String stranger = ProviderSync.someone();

    for (Map<String, ?> body :
        List.<Map<String, ?>>of(
            Map.of("publicToken", second(linked, false)),
            Map.of("publicToken", second(linked, false), "allowDuplicate", true))) {
      post(stranger, body)
          .expectStatus()
          .isEqualTo(409)
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:florin:problem:linked-by-another-user");
    }

    assertThat((List<?>) sync.json(stranger, "/api/connections").get("items")).isEmpty();
    assertSyncsOn(linked);
  }

  /** The user removed the connection, and the provider has not confirmed the removal yet. */
  @Test
  void x01AnItemThatIsBeingRemovedIsNotLinkedAgain() {
    Linked linked = sync.quiet(PLATYPUS);
    sync.fault(
        linked, Map.of("endpoint", "/item/remove", "kind", "http", "status", 502, "times", 2));
    String token = second(linked, false);
    sync.as(linked.subject())
        .delete()
        .uri("/api/connections/" + linked.id())
        .exchange()
        .expectStatus()
        .isNoContent();

    int status =
        post(linked.subject(), Map.of("publicToken", token))
            .expectBody()
            .returnResult()
            .getStatus()
            .value();

    assertThat(status).as("being removed, or removed by now").isIn(409, 422);
    await()
        .atMost(SOON)
        .until(() -> sync.bank.item(linked.itemId()).path("state").asString("").equals("removed"));
  }
}
