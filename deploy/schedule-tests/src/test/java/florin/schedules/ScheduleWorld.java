package florin.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import florin.emulator.EmulatorSettings;
import florin.emulator.PlaidEmulator;
import florin.journal.test.TestPlatform;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A bank, provider-sync and transactions-service, with the real database and broker between. */
final class ScheduleWorld implements AutoCloseable {

  private static final String CLIENT_ID = "client-of-schedules";
  private static final String SECRET = "secret-of-schedules-4711";

  private final TestPlatform providerSync = TestPlatform.of("provider-sync");
  private final TestPlatform transactions = TestPlatform.of("transactions");
  private final PlaidEmulator emulator;
  private final EmulatorControl bank;
  private final IsolatedApplication ledger;
  private final CrashPoints crashPoints;
  private IsolatedApplication sync;

  ScheduleWorld() {
    emulator =
        PlaidEmulator.start(
            EmulatorSettings.of(CLIENT_ID, SECRET)
                .anchoredAt(LocalDate.of(2026, 6, 30))
                .retryingAfter(Duration.ofMillis(300))
                .readyAfter(Duration.ZERO, Duration.ZERO));
    bank = new EmulatorControl(emulator.baseUrl());
    ledger =
        IsolatedApplication.start(
            "transactions-service",
            "florin.transactions.TransactionsApplication",
            settings(transactions, 0));
    sync = startSync(0);
    crashPoints = new CrashPoints(providerSync);
  }

  private static Map<String, Object> settings(TestPlatform platform, int port) {
    Map<String, Object> settings = new HashMap<>(platform.settings());
    settings.put("server.port", port);
    settings.put("server.address", "127.0.0.1");
    return settings;
  }

  private IsolatedApplication startSync(int port) {
    Map<String, Object> settings = settings(providerSync, port);
    settings.put("florin.plaid.base-url", emulator.baseUrl());
    settings.put("florin.plaid.client-id", CLIENT_ID);
    settings.put("florin.plaid.secret", SECRET);
    settings.put("florin.vault.master-key", Base64.getEncoder().encodeToString(new byte[32]));
    settings.put("florin.plaid.limits.accounts-get", "0/15000"); // weeks pass in seconds
    settings.put("florin.plaid.limits.item-get", "0/5000");
    settings.put("florin.sync.poll", "200ms");
    settings.put("florin.sync.retry", "200ms");
    settings.put("florin.sync.settling", "200ms");
    settings.put("florin.sync.lease", "3s");
    settings.put("florin.sync-pace.rest", "300ms");
    return IsolatedApplication.start(
        "provider-sync-service", "florin.providersync.ProviderSyncApplication", settings);
  }

  /**
   * Another instance at the same address; the jobs of the one before are in dead hands until their
   * leases run out.
   */
  void restartSync() {
    int port = sync.port();
    providerSync.execute("update work.sync_job set owner = 'dead' where owner is not null");
    sync.close();
    sync = startSync(port);
  }

  EmulatorControl bank() {
    return bank;
  }

  CrashPoints crashes() {
    return crashPoints;
  }

  String webhookUrl() {
    return "http://127.0.0.1:" + sync.port() + "/webhooks/plaid";
  }

  private WebTestClient syncAs(String subject) {
    return providerSync.client(sync.port(), subject);
  }

  private WebTestClient ledgerAs(String subject) {
    return transactions.client(ledger.port(), subject);
  }

  String link(String subject, String publicToken) {
    return syncAs(subject)
        .post()
        .uri("/api/connections")
        .bodyValue(Map.of("publicToken", publicToken))
        .exchange()
        .expectStatus()
        .isCreated()
        .expectBody(Map.class)
        .returnResult()
        .getResponseBody()
        .get("id")
        .toString();
  }

  String itemOf(String connection) {
    return providerSync
        .query(
            "select external_item_id from work.sync_job where connection_id = '" + connection + "'")
        .getFirst()
        .get("external_item_id")
        .toString();
  }

  void loseCursor(String connection) {
    providerSync.execute(
        "update work.sync_job set cursor = 'Zm9yZWlnbg' where cursor is not null and connection_id"
            + " = '"
            + connection
            + "'");
  }

  /** The user's wish; a crash may hit it too, and it is made again another time. */
  void sync(String subject, String connection) {
    syncAs(subject)
        .post()
        .uri("/api/connections/" + connection + "/sync")
        .exchange()
        .expectStatus()
        .value(status -> assertThat(status).isIn(202, 500, 503));
  }

  @SuppressWarnings("unchecked")
  List<Map<String, Object>> transactions(String subject, boolean removed) {
    List<Map<String, Object>> items = new ArrayList<>();
    String cursor = "";
    do {
      Map<String, Object> page =
          ledgerAs(subject)
              .get()
              .uri("/api/transactions?limit=200&removed=" + removed + cursor)
              .exchange()
              .expectStatus()
              .isOk()
              .expectBody(Map.class)
              .returnResult()
              .getResponseBody();
      items.addAll((List<Map<String, Object>>) page.get("items"));
      cursor = page.get("next") == null ? null : "&cursor=" + page.get("next");
    } while (cursor != null);
    return items;
  }

  /** Whether it was written down; what the bank has removed meanwhile cannot be edited. */
  boolean note(String subject, Object id, String note) {
    return ledgerAs(subject)
            .patch()
            .uri("/api/transactions/" + id)
            .bodyValue(Map.of("note", note))
            .exchange()
            .expectStatus()
            .value(status -> assertThat(status).isIn(200, 409, 422))
            .returnResult(Void.class)
            .getStatus()
            .value()
        == 200;
  }

  /** Whether it was the user who removed it. */
  boolean remove(String subject, Object id) {
    ledgerAs(subject)
        .delete()
        .uri("/api/transactions/" + id)
        .exchange()
        .expectStatus()
        .is2xxSuccessful();
    return transactions
        .query(
            "select removed_by from view.transaction where id = '"
                + UUID.fromString(id.toString())
                + "'")
        .getFirst()
        .get("removed_by")
        .equals("user");
  }

  /** All that runs added, less all that they removed, is what there is. */
  void demandCountsThatAddUp(String connection) {
    String where = " where connection_id = '" + connection + "'";
    assertThat(
            providerSync.count(
                "select coalesce(sum(added - removed), 0) from work.sync_run" + where))
        .isEqualTo(providerSync.count("select count(*) from work.published_transaction" + where));
  }

  @Override
  public void close() {
    sync.close();
    ledger.close();
    emulator.close();
  }
}
