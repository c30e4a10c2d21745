package florin.providersync;

import static florin.providersync.ProviderSync.HOUNDSTOOTH;
import static florin.providersync.ProviderSync.PLATYPUS;
import static org.assertj.core.api.Assertions.assertThat;

import florin.providersync.ProviderSync.Linked;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class WebhookIT {

  private static final String NEWS = "SYNC_UPDATES_AVAILABLE";

  private final ProviderSync sync = ProviderSync.shared();

  private Linked quiet(String institution) {
    Linked linked = sync.link(ProviderSync.someone(), institution);
    sync.awaitState(linked, "healthy");
    sync.awaitQuiet(linked);
    return linked;
  }

  private JsonNode send(Linked linked, Map<String, ?> webhook) {
    return sync.bank.control("POST", "items/" + linked.itemId() + "/webhooks", webhook);
  }

  private Map<String, ?> news(int count, String forged) {
    return Map.of("type", "TRANSACTIONS", "code", NEWS, "count", count, "forged", forged);
  }

  private void lease(Linked linked, String until) {
    sync.platform.execute(
        "update work.sync_job set lease_until = '%s' where connection_id = '%s'"
            .formatted(until, linked.id()));
  }

  private static String statuses(JsonNode answer) {
    return answer
        .path("statuses")
        .valueStream()
        .map(JsonNode::asString)
        .distinct()
        .collect(Collectors.joining(","));
  }

  @Test
  void bringWhatTheBankHasLearnt() {
    Linked linked = quiet(PLATYPUS);

    String id = sync.bank.add(linked.itemId(), Bank.coffee("Night train", 42.5));

    PublishedFacts publishedFacts = sync.facts(linked, known -> known.transactions.containsKey(id));
    assertThat(publishedFacts.transactions.get(id).getAmount().getAmount())
        .isEqualByComparingTo("-42.5");
    EmulatorComparison.assertEqual(publishedFacts, sync.bank.truth(linked.itemId()));
  }

  @Test
  void webhookDuplicateX50() {
    Linked linked = quiet(PLATYPUS);
    int before = sync.runs(linked).size();
    long events = sync.events(linked);

    // No run starts while the webhooks arrive, so that the count does not depend on their speed.
    lease(linked, "infinity");
    assertThat(statuses(send(linked, news(50, "none")))).isEqualTo("200");
    lease(linked, "-infinity");

    sync.awaitQuiet(linked);
    assertThat(sync.runs(linked)).hasSize(before + 1);
    assertThat(sync.events(linked)).isEqualTo(events);
    sync.truthfulFacts(linked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"signature", "body", "alg_none", "hs256", "stale", "future", "unknown_kid"})
  void webhookBadSignature(String forgery) {
    Linked linked = quiet(HOUNDSTOOTH);
    int before = sync.runs(linked).size();

    assertThat(statuses(send(linked, news(3, forgery)))).isEqualTo("401");

    sync.awaitQuiet(linked);
    assertThat(sync.runs(linked)).hasSize(before);
    sync.truthfulFacts(linked);
  }

  @Test
  void areRefusedWithoutExactlyOneSignature() {
    for (String[] signatures : new String[][] {{}, {"x"}, {"a.b.c"}, {"a.b.c", "a.b.c"}}) {
      sync.platform
          .anonymous(sync.port())
          .post()
          .uri("/webhooks/plaid")
          .headers(headers -> headers.addAll("Plaid-Verification", java.util.List.of(signatures)))
          .bodyValue("{}")
          .exchange()
          .expectStatus()
          .isUnauthorized()
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:florin:problem:webhook-unverified");
    }
  }

  @Test
  void areRefusedUnreadWhenTooLarge() {
    sync.platform
        .anonymous(sync.port())
        .post()
        .uri("/webhooks/plaid")
        .header("Plaid-Verification", "a.b.c")
        .bodyValue("x".repeat(64 * 1024 + 1))
        .exchange()
        .expectStatus()
        .isEqualTo(413);
  }

  @Test
  void areTakenWhateverTheySayOnceTheyAreVerified() {
    Linked linked = quiet(HOUNDSTOOTH);
    int before = sync.runs(linked).size();

    JsonNode unknown =
        send(linked, Map.of("type", "TRANSACTIONS", "code", "DEFAULT_UPDATE", "count", 1));
    JsonNode foreign =
        send(
            linked,
            Map.of(
                "type",
                "TRANSACTIONS",
                "code",
                NEWS,
                "count",
                2,
                "fields",
                Map.of("item_id", "itemOfNobody")));

    assertThat(statuses(unknown)).isEqualTo("200");
    assertThat(statuses(foreign)).isEqualTo("200");
    assertThat(
            sync.platform.count(
                "select times from work.unmatched_webhook where external_item_id = 'itemOfNobody'"))
        .isEqualTo(2);
    sync.awaitQuiet(linked);
    assertThat(sync.runs(linked)).hasSize(before);
  }

  @Test
  void webhookKeyRotation() {
    Linked linked = quiet(PLATYPUS);
    int asked = keysAskedFor();
    sync.addQuietly(linked, 1);

    sync.bank.control("POST", "keys/rotate", Map.of());

    assertThat(statuses(send(linked, news(20, "none")))).isEqualTo("200");
    assertThat(keysAskedFor()).isEqualTo(asked + 1);
    sync.awaitQuiet(linked);
    sync.truthfulFacts(linked);
  }

  private int keysAskedFor() {
    return sync.bank.look("requests").path("counts").path("/webhook_verification_key/get").asInt();
  }
}
