package florin.providersync;

import static florin.providersync.ProviderSync.HOUNDSTOOTH;
import static florin.providersync.ProviderSync.PLATYPUS;
import static florin.providersync.ProviderSync.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.providersync.SyncFailed;
import florin.providersync.ProviderSync.Linked;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** From the link to the whole history, at a bank that takes hours of its own clock for it. */
class LinkScenariosIT {

  private static final String SYNC = "/transactions/sync";

  private final ProviderSync sync = ProviderSync.slow();

  private void pass(String time) {
    sync.bank.control("POST", "clock", Map.of("advance", time));
  }

  private Linked quiet(String institution) {
    Linked linked = sync.link(ProviderSync.someone(), institution);
    awaitAsked(linked);
    pass("PT3H");
    sync.makeDue(linked);
    sync.awaitState(linked, "healthy");
    sync.awaitQuiet(linked);
    return linked;
  }

  private void awaitAsked(Linked linked) {
    await()
        .atMost(SOON)
        .until(() -> sync.bank.item(linked.itemId()).path("sync_called").booleanValue());
  }

  private boolean hasCursor(Linked linked) {
    return sync.platform.count(
            "select count(*) from work.sync_job where cursor is not null and connection_id = '"
                + linked.id()
                + "'")
        == 1;
  }

  private Set<String> webhooks(Linked linked) {
    return sync.bank
        .look("webhooks")
        .path("webhooks")
        .valueStream()
        .filter(one -> one.path("item_id").asString("").equals(linked.itemId()))
        .map(one -> one.path("code").stringValue())
        .collect(Collectors.toSet());
  }

  @Test
  void happyLink() {
    Linked linked = sync.link(ProviderSync.someone(), PLATYPUS);
    awaitAsked(linked);
    assertThat(sync.connection(linked)).containsEntry("state", "linking");
    assertThat(hasCursor(linked)).isFalse();

    pass("PT1H");
    sync.awaitState(linked, "healthy");
    PublishedFacts recent = sync.facts(linked, known -> !known.transactions.isEmpty());
    EmulatorComparison.assertEqual(recent, sync.bank.truth(linked.itemId()));
    assertThat(recent.completed().getLast().getHistoryComplete()).isFalse();
    assertThat(hasCursor(linked)).isTrue();

    pass("PT1H");
    PublishedFacts whole =
        sync.facts(linked, known -> known.transactions.size() > recent.transactions.size());
    EmulatorComparison.assertEqual(whole, sync.bank.truth(linked.itemId()));
    assertThat(whole.completed().getLast().getHistoryComplete()).isTrue();
    assertThat(whole.saidTwice).isEmpty();
    assertThat(sync.connection(linked).get("staleSince")).isNull();
  }

  @Test
  void notReadyEmptyCursor() {
    Linked linked = sync.link(ProviderSync.someone(), HOUNDSTOOTH);
    for (int time = 0; time < 3; time++) {
      long asked = sync.bank.requests(SYNC, linked.itemId());
      sync.makeDue(linked);
      await().atMost(SOON).until(() -> sync.bank.requests(SYNC, linked.itemId()) > asked);
    }

    assertThat(hasCursor(linked)).isFalse();
    assertThat(sync.connection(linked))
        .containsEntry("state", "linking")
        .containsEntry("staleSince", null);
    assertThat(sync.runs(linked)).hasSize(1).noneMatch(run -> "failed".equals(run.get("state")));
    pass("PT3H");
    assertThat(sync.truthfulFacts(linked).of(SyncFailed.class)).isEmpty();
  }

  /** Nothing is said of the first sync's readiness to those who never asked. */
  @Test
  void webhookBeforeFirstSync() {
    sync.bank.control("POST", "delivery", Map.of("hold", true));
    Linked linked;
    try {
      linked = sync.link(ProviderSync.someone(), HOUNDSTOOTH);
      awaitAsked(linked);
      assertThat(webhooks(linked)).as("asked without having been told to").isEmpty();
      pass("PT3H");
      assertThat(webhooks(linked)).contains("INITIAL_UPDATE", "HISTORICAL_UPDATE");
    } finally {
      sync.bank.control("POST", "delivery", Map.of("hold", false));
    }
    sync.makeDue(linked);

    sync.truthfulFacts(linked);
    sync.bank.control("POST", "delivery/release", Map.of());
    sync.awaitQuiet(linked);
    sync.truthfulFacts(linked);
  }

  @Test
  void cursorExpiredYear() {
    Linked linked = quiet(PLATYPUS);
    int known = sync.facts(linked).transactions.size();
    sync.bank
        .truth(linked.itemId())
        .path("transactions")
        .valueStream()
        .map(one -> one.path("transaction_id").stringValue())
        .skip(1)
        .limit(15)
        .forEach(id -> sync.bank.changeQuietly("DELETE", linked.itemId(), id, Map.of()));
    sync.addQuietly(linked, 2);

    pass("P400D");

    assertThat(sync.syncNow(linked))
        .containsEntry("state", "applied")
        .containsEntry("counts", Map.of("added", 2, "modified", 0, "removed", 15));
    assertThat(sync.truthfulFacts(linked).transactions).hasSize(known + 2 - 15);
    assertThat(sync.bank.look("requests").path("last").valueStream())
        .as("the cursor was refused")
        .anyMatch(
            line ->
                line.path("item_id").asString("").equals(linked.itemId())
                    && line.path("status").intValue() == 400);
  }

  /** The bank has the item, and we are about to commit it. */
  @Test
  void webhookEarlyUnknownItem() throws SQLException {
    String url = sync.webhookUrl() + "?early";
    String token = sync.bank.publicToken(HOUNDSTOOTH, url);
    CompletableFuture<Linked> link;
    String item;
    try (Connection lock = sync.platform.connect("postgres")) {
      lock.setAutoCommit(false);
      lock.createStatement().execute("lock table vault.token in exclusive mode");
      link =
          CompletableFuture.supplyAsync(
              () -> sync.link(ProviderSync.someone(), Map.of("publicToken", token)));
      item = await().atMost(SOON).until(() -> itemOf(url), found -> !found.isEmpty());
      assertThat(
              sync.bank
                  .control(
                      "POST",
                      "items/" + item + "/webhooks",
                      Map.of("type", "TRANSACTIONS", "code", "SYNC_UPDATES_AVAILABLE", "count", 1))
                  .path("statuses")
                  .path(0)
                  .intValue())
          .isEqualTo(200);
      lock.rollback();
    }
    assertThat(
            sync.platform.count(
                "select times from work.unmatched_webhook where external_item_id = '" + item + "'"))
        .isEqualTo(1);
    Linked linked = link.join();
    assertThat(linked.itemId()).isEqualTo(item);
    awaitAsked(linked);
    pass("PT3H");
    sync.makeDue(linked);

    sync.truthfulFacts(linked);
  }

  private String itemOf(String url) {
    return sync.bank
        .look("items")
        .path("items")
        .valueStream()
        .filter(one -> one.path("webhook").asString("").equals(url))
        .map(one -> one.path("item_id").stringValue())
        .findFirst()
        .orElse("");
  }

  /** The bank's side says nothing for longer than a call of ours may last. */
  @Test
  void hang90s() {
    Linked linked = quiet(PLATYPUS);
    sync.addQuietly(linked, 700);
    sync.fault(linked, Map.of("kind", "hang", "seconds", 90, "after", 1, "times", 1));

    assertThat(sync.syncNow(linked))
        .containsEntry("state", "applied")
        .containsEntry("counts", Map.of("added", 700, "modified", 0, "removed", 0));

    sync.truthfulFacts(linked);
  }
}
