package florin.providersync;

import static florin.providersync.ProviderSync.HOUNDSTOOTH;
import static florin.providersync.ProviderSync.PLATYPUS;
import static florin.providersync.ProviderSync.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.providersync.ConnectionRemoved;
import florin.journal.test.DatabaseRules;
import florin.providersync.ProviderSync.Linked;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

class ConnectionIT {

  private final ProviderSync sync = ProviderSync.shared();

  private ResponseSpec post(String subject, Map<String, ?> body) {
    return sync.as(subject).post().uri("/api/connections").bodyValue(body).exchange();
  }

  private String token(String institution) {
    return sync.bank.publicToken(institution, sync.webhookUrl());
  }

  private String stateAtTheBank(String itemId) {
    return sync.bank
        .look("items")
        .path("items")
        .valueStream()
        .filter(item -> item.path("item_id").asString().equals(itemId))
        .map(item -> item.path("state").asString())
        .findFirst()
        .orElse("absent");
  }

  private long itemsAtTheBank(String state) {
    return sync.bank
        .look("items")
        .path("items")
        .valueStream()
        .filter(item -> item.path("state").asString().equals(state))
        .count();
  }

  @Test
  void tellItsUserWhatHappenedButTakeNothingBack() {
    Linked linked = sync.link(ProviderSync.someone(), PLATYPUS);
    Map<?, ?> linking =
        ((List<?>) sync.json(linked.subject(), "/api/changes/connections").get("items"))
            .stream()
                .map(Map.class::cast)
                .filter(change -> change.get("actor").equals("user"))
                .findFirst()
                .orElseThrow();
    assertThat(linking.get("types")).isEqualTo(List.of("ConnectionLinked"));
    sync.as(linked.subject())
        .post()
        .uri("/api/changes/connections/" + linking.get("id") + "/undo")
        .exchange()
        .expectStatus()
        .isEqualTo(409)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:not-undoable");
  }

  @AfterAll
  static void viewsComeOutOfTheJournal() {
    ProviderSync.shared().viewsComeOutOfTheJournal();
  }

  @Nested
  class Linking {

    @Test
    void refusesAKnownBankBeforeTheExchangeIfTheBrowserSaysWhich() {
      String subject = ProviderSync.someone();
      sync.link(subject, PLATYPUS);
      String token = token(PLATYPUS);

      post(
              subject,
              Map.of(
                  "publicToken",
                  token,
                  "institution",
                  Map.of("id", PLATYPUS, "name", "First Platypus Bank")))
          .expectStatus()
          .isEqualTo(409)
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:florin:problem:duplicate-institution");

      // The token was not used: it still links for somebody else.
      sync.link(ProviderSync.someone(), Map.of("publicToken", token));
    }

    @Test
    void removesAKnownBankAtTheProviderIfItWasFoundOutLater() {
      String subject = ProviderSync.someone();
      sync.link(subject, HOUNDSTOOTH);
      long removed = itemsAtTheBank("removed");

      post(subject, Map.of("publicToken", token(HOUNDSTOOTH))).expectStatus().isEqualTo(409);

      assertThat(itemsAtTheBank("removed")).isEqualTo(removed + 1);
      assertThat(list(subject)).hasSize(1);
    }

    @Test
    void allowsASecondLoginAtTheSameBankIfTheUserInsists() {
      String subject = ProviderSync.someone();
      sync.link(subject, HOUNDSTOOTH);

      Linked second =
          sync.link(subject, Map.of("publicToken", token(HOUNDSTOOTH), "allowDuplicate", true));

      sync.awaitState(second, "healthy");
      assertThat(list(subject)).hasSize(2);
    }

    @Test
    void answersARepetitionWithTheFirstAnswer() {
      String subject = ProviderSync.someone();
      Map<String, ?> body = Map.of("publicToken", token(HOUNDSTOOTH));

      String first = keyed(subject, body);
      String second = keyed(subject, body);

      assertThat(second).isEqualTo(first);
      assertThat(list(subject)).hasSize(1);
    }

    private String keyed(String subject, Map<String, ?> body) {
      return sync.as(subject)
          .post()
          .uri("/api/connections")
          .header("Idempotency-Key", "link-1")
          .bodyValue(body)
          .exchange()
          .expectStatus()
          .isCreated()
          .expectBody(String.class)
          .returnResult()
          .getResponseBody();
    }

    @Test
    void saysWhatIsWrongWithATokenThatIsUsedUp() {
      String token = token(HOUNDSTOOTH);
      sync.link(ProviderSync.someone(), Map.of("publicToken", token));

      post(ProviderSync.someone(), Map.of("publicToken", token))
          .expectStatus()
          .isEqualTo(422)
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:florin:problem:public-token-refused")
          .jsonPath("$.errors[0].pointer")
          .isEqualTo("/publicToken");
      post(ProviderSync.someone(), Map.of("provider", "teller", "publicToken", "x"))
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.errors[0].pointer")
          .isEqualTo("/provider");
      post(ProviderSync.someone(), Map.of()).expectStatus().isBadRequest();
    }

    @Test
    void beginsWithATokenForTheDialogue() {
      String subject = ProviderSync.someone();
      Linked linked = sync.link(subject, HOUNDSTOOTH);

      linkToken(subject, Map.of("products", List.of("transactions")))
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.linkToken")
          .value(token -> assertThat(token.toString()).startsWith("link-"))
          .jsonPath("$.expiration")
          .isNotEmpty();
      linkToken(subject, Map.of("connectionId", linked.id())).expectStatus().isOk();
      linkToken(ProviderSync.someone(), Map.of("connectionId", linked.id()))
          .expectStatus()
          .isNotFound();
      linkToken(subject, Map.of("products", List.of("balance")))
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.errors[0].pointer")
          .isEqualTo("/products/0");
    }

    private ResponseSpec linkToken(String subject, Map<String, ?> body) {
      return sync.as(subject).post().uri("/api/connections/link-token").bodyValue(body).exchange();
    }
  }

  private List<?> list(String subject) {
    return (List<?>) sync.json(subject, "/api/connections").get("items");
  }

  @Nested
  class Removing {

    @Test
    void endsAtTheProviderAndKeepsTheHistory() {
      Linked linked = sync.link(ProviderSync.someone(), PLATYPUS);
      sync.awaitState(linked, "healthy");
      sync.awaitQuiet(linked);

      delete(linked).expectStatus().isNoContent();

      assertThat(stateAtTheBank(linked.itemId())).isEqualTo("removed");
      assertThat(sync.connection(linked))
          .containsEntry("state", "removed")
          .containsEntry("reason", "removed-by-user");
      assertThat(list(linked.subject())).isEmpty();
      assertThat(tokens(linked)).isZero();
      assertThat(sync.facts(linked).of(ConnectionRemoved.class)).hasSize(1);
      assertThat(sync.facts(linked).transactions).isNotEmpty();
      delete(linked).expectStatus().isNoContent();
      sync.as(linked.subject())
          .post()
          .uri("/api/connections/" + linked.id() + "/sync")
          .exchange()
          .expectStatus()
          .isEqualTo(422);
    }

    @Test
    void isAskedForAgainUntilTheProviderHasConfirmedIt() {
      Linked linked = sync.link(ProviderSync.someone(), HOUNDSTOOTH);
      sync.awaitState(linked, "healthy");
      fault(linked, Map.of("kind", "http", "status", 502, "times", 3));

      delete(linked).expectStatus().isNoContent();

      assertThat(sync.connection(linked)).containsEntry("state", "removed");
      assertThat(tokens(linked)).isEqualTo(1);
      delete(linked).expectStatus().isNoContent();
      await().atMost(SOON).untilAsserted(() -> assertThat(tokens(linked)).isZero());
      assertThat(sync.bank.requests("/item/remove", linked.itemId())).isEqualTo(4);
      assertThat(job(linked)).isEqualTo("closed");
    }

    private String job(Linked linked) {
      return sync.platform
          .query("select state from work.sync_job where connection_id = '" + linked.id() + "'")
          .getFirst()
          .get("state")
          .toString();
    }

    private ResponseSpec delete(Linked linked) {
      return sync.as(linked.subject()).delete().uri("/api/connections/" + linked.id()).exchange();
    }

    private void fault(Linked linked, Map<String, ?> fault) {
      Map<String, Object> plan = new java.util.HashMap<>(fault);
      plan.put("endpoint", "/item/remove");
      sync.bank.control("POST", "items/" + linked.itemId() + "/faults", plan);
    }

    private long tokens(Linked linked) {
      return sync.platform.count(
          "select count(*) from vault.token where connection_id = '" + linked.id() + "'");
    }
  }

  @Nested
  class Privacy {

    @Test
    void hidesOtherUsersConnections() {
      Linked linked = sync.link(ProviderSync.someone(), HOUNDSTOOTH);
      sync.awaitState(linked, "healthy");
      sync.awaitQuiet(linked);
      String thief = ProviderSync.someone();
      for (String uri :
          List.of(
              "/api/connections/" + linked.id(),
              "/api/connections/" + linked.id() + "/sync-runs",
              "/api/connections/" + linked.id() + "/sync-runs/" + run(linked),
              "/api/connections/" + UUID.randomUUID())) {
        sync.as(thief).get().uri(uri).exchange().expectStatus().isNotFound();
      }
      String path = "/api/connections/" + linked.id();
      sync.as(thief).delete().uri(path).exchange().expectStatus().isNotFound();
      sync.as(thief).post().uri(path + "/sync").exchange().expectStatus().isNotFound();
      assertThat(stateAtTheBank(linked.itemId())).isEqualTo("healthy");
      assertThat(list(thief)).isEmpty();
    }

    private Object run(Linked linked) {
      return sync.runs(linked).getFirst().get("id");
    }

    @Test
    void keepsTokensOutOfEverythingButTheVault() {
      Linked linked = sync.link(ProviderSync.someone(), PLATYPUS);
      sync.awaitState(linked, "healthy");
      sync.awaitQuiet(linked);
      String token = sync.token(linked);

      assertThat(token).startsWith("access-");
      assertThat(tablesWith(token)).isEmpty();
      assertThat(tablesWith(linked.itemId())).isNotEmpty();
      assertThat(sync.facts(linked).contain(token)).isFalse();
      assertThat(LogCapture.everything()).doesNotContain(token).doesNotContain(ProviderSync.SECRET);
    }

    /** Every table of every schema, as text and as bytes. */
    private List<String> tablesWith(String text) {
      return sync
          .platform
          .query(
              "select table_schema || '.' || table_name as name from information_schema.tables"
                  + " where table_schema in ('journal', 'mirror', 'work', 'view', 'vault')"
                  + " and table_type = 'BASE TABLE'")
          .stream()
          .map(row -> Objects.toString(row.get("name")))
          .filter(
              name ->
                  sync.platform.count(
                          "select count(*) from %s t where position('%s' in t::text) > 0 or position(encode('%s'::bytea, 'hex') in t::text) > 0"
                              .formatted(name, text, text))
                      > 0)
          .toList();
    }

    @Test
    void doesNotLetTheApplicationsRoleReadTheVault() {
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> sync.platform.queryAs("app", "select * from vault.token"))
          .hasMessageContaining("permission denied");
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> sync.platform.queryAs("worker", "select * from vault.token"))
          .hasMessageContaining("permission denied");
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () ->
                  sync.platform.queryAs(
                      "app",
                      "select vault.put('"
                          + UUID.randomUUID()
                          + "', 1, '"
                          + UUID.randomUUID()
                          + "', 'x')"))
          .hasMessageContaining("row-level security");
    }

    @Test
    void refusesACiphertextOfAnotherRow() {
      Linked one = sync.link(ProviderSync.someone(), HOUNDSTOOTH);
      Linked other = sync.link(ProviderSync.someone(), HOUNDSTOOTH);

      sync.platform.execute(
          "update vault.token t set ciphertext = o.ciphertext from vault.token o where t.connection_id = '%s' and o.connection_id = '%s'"
              .formatted(one.id(), other.id()));

      org.assertj.core.api.Assertions.assertThatThrownBy(() -> sync.token(one))
          .hasMessageContaining("damaged");
    }

    @Test
    void holdsInEveryTable() {
      DatabaseRules.check(sync.platform);
    }
  }
}
