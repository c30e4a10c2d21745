package florin.providersync;

import static florin.providersync.ProviderSync.HOUNDSTOOTH;
import static florin.providersync.ProviderSync.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.providersync.ProviderSync.Linked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WebhookLogIT {

  private final KeyFileApplication keyFileApplication = KeyFileApplication.shared();
  private final ProviderSync sync = keyFileApplication.sync;

  private void send(Linked linked, String type, String code, Map<String, ?> more) {
    Map<String, Object> webhook = new TreeMap<>(more);
    webhook.put("type", type);
    webhook.put("code", code);
    sync.bank.control("POST", "items/" + linked.itemId() + "/webhooks", webhook);
  }

  private List<Map<String, Object>> log(Linked linked) {
    return sync.platform.query(
        "select result, what, encode(body_sha256, 'hex') as sha256 from work.webhook_log where"
            + " external_item_id = '"
            + linked.itemId()
            + "' and what <> 'ITEM/WEBHOOK_UPDATE_ACKNOWLEDGED' order by received_at");
  }

  private long strangers() {
    return sync.platform.count(
        "select coalesce(sum(times), 0)::bigint from work.webhook_log where result = 'unverified'");
  }

  @Test
  void saysWhatCameInAndForgetsItAfterAWeek() {
    Linked linked = sync.quiet(HOUNDSTOOTH);
    long before = strangers();
    int known = log(linked).size();

    send(linked, "TRANSACTIONS", "SYNC_UPDATES_AVAILABLE", Map.of("count", 2));
    send(linked, "TRANSACTIONS", "DEFAULT_UPDATE", Map.of());
    send(
        linked,
        "TRANSACTIONS",
        "SYNC_UPDATES_AVAILABLE",
        Map.of("count", 3, "forged", "signature"));

    assertThat(log(linked).subList(known, known + 3))
        .extracting("result", "what")
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("taken", "TRANSACTIONS/SYNC_UPDATES_AVAILABLE"),
            org.assertj.core.groups.Tuple.tuple("taken", "TRANSACTIONS/SYNC_UPDATES_AVAILABLE"),
            org.assertj.core.groups.Tuple.tuple("ignored", "TRANSACTIONS/DEFAULT_UPDATE"));
    assertThat(log(linked)).allSatisfy(row -> assertThat(row.get("sha256").toString()).hasSize(64));
    await().atMost(SOON).untilAsserted(() -> assertThat(strangers()).isEqualTo(before + 3));
    assertThat(log(linked)).hasSize(known + 3);

    keyFileApplication.clock.step(Duration.ofDays(8));
    try {
      await().atMost(SOON).untilAsserted(() -> assertThat(log(linked)).isEmpty());
      assertThat(strangers()).isZero();
    } finally {
      keyFileApplication.clock.step(Duration.ofDays(-8));
    }
  }
}
