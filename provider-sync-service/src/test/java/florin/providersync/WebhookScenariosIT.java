package florin.providersync;

import static florin.providersync.ProviderSync.PLATYPUS;
import static florin.providersync.ProviderSync.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.providersync.ProviderSync.Linked;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Webhooks that are late, lost, old or of another age, each ending with what the bank says. */
class WebhookScenariosIT {

  private final ProviderSync sync = ProviderSync.shared();

  @AfterAll
  static void viewsComeOutOfTheJournal() {
    ProviderSync.shared().viewsComeOutOfTheJournal();
  }

  private Set<Integer> send(Linked linked, String type, String code, String forged) {
    return sync.bank
        .control(
            "POST",
            "items/" + linked.itemId() + "/webhooks",
            Map.of("type", type, "code", code, "count", 1, "forged", forged))
        .path("statuses")
        .valueStream()
        .map(JsonNode::intValue)
        .collect(Collectors.toSet());
  }

  private List<JsonNode> deliveries(Linked linked, String code) {
    return sync.bank
        .look("webhooks")
        .path("webhooks")
        .valueStream()
        .filter(
            one ->
                one.path("item_id").asString("").equals(linked.itemId())
                    && one.path("code").asString("").equals(code))
        .toList();
  }

  @Test
  void webhookOutOfOrderItem() {
    Linked linked = sync.quiet(PLATYPUS);
    sync.bank.resetLogin(sync.token(linked));
    sync.awaitState(linked, "needs-attention");
    sync.addQuietly(linked, 3);
    sync.bank.control("POST", "items/" + linked.itemId() + "/repair", Map.of());
    sync.awaitState(linked, "healthy");
    sync.awaitQuiet(linked);
    long asked = sync.bank.requests("/item/get", linked.itemId());

    assertThat(send(linked, "ITEM", "ERROR", "none")).containsExactly(200);

    sync.awaitQuiet(linked);
    assertThat(sync.bank.requests("/item/get", linked.itemId())).isGreaterThan(asked);
    assertThat(sync.connection(linked)).containsEntry("state", "healthy");
    sync.truthfulFacts(linked);
  }

  @Test
  void webhookLost() {
    Linked linked = sync.quiet(PLATYPUS);
    sync.bank.control("POST", "delivery", Map.of("drop", true));
    try {
      sync.bank.add(linked.itemId(), Bank.coffee("Nobody says so", 4));
    } finally {
      sync.bank.control("POST", "delivery", Map.of("drop", false));
    }
    assertThat(
            sync.platform.count(
                "select count(*) from work.sync_job where due_at between clock_timestamp() +"
                    + " interval '5 hours' and clock_timestamp() + interval '8 hours' and"
                    + " connection_id = '"
                    + linked.id()
                    + "'"))
        .as("read again some time without any word")
        .isEqualTo(1);

    sync.makeDue(linked);
    sync.awaitQuiet(linked);

    sync.truthfulFacts(linked);
    assertThat(sync.runs(linked)).anyMatch(run -> "scheduled".equals(run.get("trigger")));
  }

  /** Plaid waits ten seconds for an answer (documentation, "Webhooks"). */
  @Test
  void webhookSlowConsumer() throws SQLException {
    Linked linked = sync.quiet(PLATYPUS);
    try (Connection lock = sync.platform.connect("postgres")) {
      lock.setAutoCommit(false);
      lock.createStatement()
          .execute(
              "select from work.sync_job where connection_id = '" + linked.id() + "' for update");
      sync.bank.add(linked.itemId(), Bank.coffee("Slowly", 4));
      await()
          .atMost(SOON)
          .until(
              () ->
                  deliveries(linked, "SYNC_UPDATES_AVAILABLE").stream()
                      .anyMatch(one -> one.path("attempts").intValue() > 0));
      lock.rollback();
    }

    await()
        .atMost(SOON)
        .until(
            () ->
                deliveries(linked, "SYNC_UPDATES_AVAILABLE").stream()
                    .allMatch(one -> one.path("state").asString("").equals("delivered")));
    sync.awaitQuiet(linked);
    sync.truthfulFacts(linked);
  }

  @Test
  void expiredKey() {
    Linked linked = sync.quiet(PLATYPUS);
    int before = sync.runs(linked).size();

    assertThat(send(linked, "TRANSACTIONS", "SYNC_UPDATES_AVAILABLE", "expired_key"))
        .containsExactly(401);

    sync.awaitQuiet(linked);
    assertThat(sync.runs(linked)).hasSize(before);
    sync.truthfulFacts(linked);
  }

  @Test
  void legacyCodesOnly() {
    Linked linked = sync.quiet(PLATYPUS);
    int before = sync.runs(linked).size();
    sync.addQuietly(linked, 1);

    for (String code :
        List.of("INITIAL_UPDATE", "HISTORICAL_UPDATE", "DEFAULT_UPDATE", "TRANSACTIONS_REMOVED")) {
      assertThat(send(linked, "TRANSACTIONS", code, "none")).containsExactly(200);
    }

    sync.awaitQuiet(linked);
    assertThat(sync.runs(linked)).hasSize(before);
    sync.makeDue(linked);
    sync.truthfulFacts(linked);
  }

  @Test
  void webhookUrlUpdate() {
    String old = "http://127.0.0.1:9/old";
    Linked linked =
        sync.link(
            ProviderSync.someone(), Map.of("publicToken", sync.bank.publicToken(PLATYPUS, old)));
    sync.awaitState(linked, "healthy");
    sync.awaitQuiet(linked);
    double recorded = recorded();

    sync.bank.call(
        "/item/webhook/update",
        Map.of("access_token", sync.token(linked), "webhook", sync.webhookUrl()));

    await().atMost(SOON).untilAsserted(() -> assertThat(recorded()).isEqualTo(recorded + 1));
    // The bank counts a delivery when the response has arrived.
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(deliveries(linked, "WEBHOOK_UPDATE_ACKNOWLEDGED"))
                    .singleElement()
                    .satisfies(one -> assertThat(one.path("attempts").intValue()).isEqualTo(1)));
    String id = sync.bank.add(linked.itemId(), Bank.coffee("To the new address", 4));
    sync.facts(linked, known -> known.transactions.containsKey(id));
    sync.truthfulFacts(linked);
  }

  private double recorded() {
    return sync
        .bean(MeterRegistry.class)
        .find("florin.webhooks")
        .tags("result", "recorded", "what", "ITEM/WEBHOOK_UPDATE_ACKNOWLEDGED")
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
