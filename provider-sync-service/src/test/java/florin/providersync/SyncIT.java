package florin.providersync;

import static florin.providersync.ProviderSync.HOUNDSTOOTH;
import static florin.providersync.ProviderSync.PLATYPUS;
import static florin.providersync.ProviderSync.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.providersync.AccountsObserved;
import florin.events.providersync.ConnectionNeedsAttention;
import florin.events.providersync.ConnectionRepaired;
import florin.events.providersync.ConnectionWarned;
import florin.events.providersync.SyncFailed;
import florin.events.providersync.TransactionsObserved;
import florin.providersync.ProviderSync.Linked;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SyncIT {

  private static final String SYNC = "/transactions/sync";

  private final ProviderSync sync = ProviderSync.shared();

  private Linked quiet(String institution) {
    Linked linked = sync.link(ProviderSync.someone(), institution);
    sync.awaitState(linked, "healthy");
    sync.awaitQuiet(linked);
    return linked;
  }

  private void fault(Linked linked, Map<String, ?> fault) {
    sync.bank.control("POST", "items/" + linked.itemId() + "/faults", fault);
  }

  /** More than two pages, without a webhook that would start a run before the test does. */
  private void addManyQuietly(Linked linked, int count) {
    List<?> batch = IntStream.range(0, count).mapToObj(n -> Bank.coffee("C" + n, n + 1)).toList();
    sync.bank.control(
        "POST",
        "items/" + linked.itemId() + "/transactions?webhook=false",
        Map.of("transactions", batch));
  }

  @AfterAll
  static void viewsComeOutOfTheJournal() {
    ProviderSync.shared().viewsComeOutOfTheJournal();
  }

  @Nested
  class FactsOfRuns {

    @Test
    void pagingExact() {
      Linked linked = quiet(PLATYPUS);
      addManyQuietly(linked, 1_234);

      Map<String, Object> run = sync.syncNow(linked);

      assertThat(run)
          .containsEntry("state", "applied")
          .containsEntry("trigger", "manual")
          .containsEntry("progress", Map.of("changes", 1_234, "pages", 3))
          .containsEntry("counts", Map.of("added", 1_234, "modified", 0, "removed", 0));
      PublishedFacts publishedFacts = sync.facts(linked);
      EmulatorComparison.assertEqual(publishedFacts, sync.bank.truth(linked.itemId()));
      List<TransactionsObserved> chunks =
          publishedFacts.of(TransactionsObserved.class).stream()
              .filter(chunk -> chunk.getRun().toString().equals(run.get("id")))
              .toList();
      assertThat(chunks).hasSize(5).allMatch(chunk -> chunk.getAdded().size() <= 250);
      assertThat(chunks.getLast().getLast()).isTrue();
      assertThat(chunks.subList(0, 4)).noneMatch(TransactionsObserved::getLast);
    }

    /** The job's row, which a webhook marks, is the last thing that a commit takes. */
    @Test
    void keepNoWebhookWaitingWhileTheyWaitForTheJournal() throws SQLException {
      Linked linked = quiet(PLATYPUS);
      try (Connection other = sync.platform.connect("owner");
          Statement statement = other.createStatement()) {
        statement.execute("select pg_advisory_lock(26220, 2)");
        addManyQuietly(linked, 3);
        sync.platform.execute(
            "update work.sync_job set due_at = clock_timestamp() where connection_id = '"
                + linked.id()
                + "'");
        await()
            .atMost(SOON)
            .until(
                () ->
                    sync.platform.count(
                            "select count(*) from pg_locks where locktype = 'advisory' and not"
                                + " granted and classid = 26220 and objid = 2")
                        > 0);
        assertThat(
                sync.bank
                    .control(
                        "POST",
                        "items/" + linked.itemId() + "/webhooks",
                        Map.of("type", "TRANSACTIONS", "code", "SYNC_UPDATES_AVAILABLE"))
                    .path("statuses")
                    .get(0)
                    .intValue())
            .isEqualTo(200);
        assertThat(
                sync.platform.count(
                    "select requested from work.sync_job where connection_id = '"
                        + linked.id()
                        + "'"))
            .isGreaterThan(1);
      }
      EmulatorComparison.assertEqual(
          sync.facts(
              linked,
              publishedFacts ->
                  publishedFacts.transactions.size() > 0 && publishedFacts.completed().size() > 1),
          sync.bank.truth(linked.itemId()));
    }

    @Test
    void sayNothingTwice() {
      Linked linked = quiet(PLATYPUS);
      long events = sync.events(linked);

      sync.syncNow(linked);

      assertThat(sync.events(linked)).as("the end of a manual run only").isEqualTo(events + 1);
      PublishedFacts publishedFacts = sync.facts(linked);
      assertThat(publishedFacts.of(AccountsObserved.class)).hasSize(1);
    }

    @Test
    void pendingToPostedLinked() {
      Linked linked = quiet(PLATYPUS);
      Map<String, Object> coffee = Bank.coffee("Tip to come", 4);
      coffee.put("pending", true);
      String pending = sync.bank.add(linked.itemId(), coffee);
      sync.facts(linked, known -> known.transactions.containsKey(pending));

      String posted =
          sync.bank
              .control(
                  "POST",
                  "items/" + linked.itemId() + "/transactions/" + pending + "/post",
                  Map.of("amount", 5))
              .path("transaction_id")
              .stringValue();

      PublishedFacts publishedFacts =
          sync.facts(linked, known -> known.transactions.containsKey(posted));
      assertThat(publishedFacts.transactions.get(posted).getPendingExternalId()).isEqualTo(pending);
      assertThat(publishedFacts.transactions).doesNotContainKey(pending);
      sync.truthfulFacts(linked);
    }

    @Test
    void modifiedPosted() {
      Linked linked = quiet(PLATYPUS);
      String id = sync.bank.add(linked.itemId(), Bank.coffee("Wrong", 4));
      sync.facts(linked, known -> known.transactions.containsKey(id));
      String path = "items/" + linked.itemId() + "/transactions/" + id;

      sync.bank.control(
          "PATCH", path, Map.of("name", "Right", "category", "FOOD_AND_DRINK_COFFEE"));
      sync.facts(
          linked,
          known ->
              known.transactions.containsKey(id)
                  && known.transactions.get(id).getName().equals("Right"));

      PublishedFacts publishedFacts = sync.truthfulFacts(linked);
      assertThat(publishedFacts.transactions.get(id).getCategoryDetailed())
          .isEqualTo("FOOD_AND_DRINK_COFFEE");
    }
  }

  @Nested
  class Interruptions {

    @Test
    void mutationMidPage() {
      Linked linked = quiet(PLATYPUS);
      addManyQuietly(linked, 1_100);
      fault(linked, Map.of("kind", "mutation", "times", 2));

      Map<String, Object> run = sync.syncNow(linked);

      assertThat(run)
          .containsEntry("state", "applied")
          .containsEntry("counts", Map.of("added", 1_100, "modified", 0, "removed", 0));
      EmulatorComparison.assertEqual(sync.facts(linked), sync.bank.truth(linked.itemId()));
    }

    @Test
    void pageFails500() {
      Linked linked = quiet(PLATYPUS);
      addManyQuietly(linked, 700);
      // The second page, and the second page of the reading after it.
      fault(linked, Map.of("kind", "http", "status", 500, "after", 1));
      fault(linked, Map.of("kind", "http", "status", 500, "after", 3));
      long asked = sync.bank.requests(SYNC, linked.itemId());

      assertThat(sync.syncNow(linked)).containsEntry("state", "applied");

      assertThat(sync.bank.requests(SYNC, linked.itemId()) - asked)
          .as("three readings of two pages, not one page more often")
          .isEqualTo(6);
      EmulatorComparison.assertEqual(sync.facts(linked), sync.bank.truth(linked.itemId()));
    }

    @Test
    void ofTheProviderAreTriedAgainAndSaidOnce() {
      Linked linked = quiet(PLATYPUS);
      addManyQuietly(linked, 1);
      fault(linked, Map.of("kind", "error", "code", "INTERNAL_SERVER_ERROR", "times", 8));

      Map<String, Object> run = sync.syncNow(linked);

      assertThat(run).containsEntry("state", "failed").containsEntry("errorClass", "retry");
      assertThat(sync.connection(linked).get("staleSince")).isNotNull();
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(sync.connection(linked).get("staleSince")).isNull());
      PublishedFacts publishedFacts = sync.facts(linked);
      EmulatorComparison.assertEqual(publishedFacts, sync.bank.truth(linked.itemId()));
      assertThat(publishedFacts.of(SyncFailed.class)).hasSize(1);
    }

    @Test
    void institutionDown400() {
      Linked linked = quiet(HOUNDSTOOTH);
      fault(linked, Map.of("kind", "error", "code", "INSTITUTION_DOWN", "times", 1));

      assertThat(sync.syncNow(linked)).containsEntry("errorClass", "institution-down");

      assertThat(dueInMinutes(linked)).isBetween(14L, 19L);
      assertThat(sync.connection(linked)).containsEntry("state", "healthy");
      assertThat(sync.syncNow(linked)).as("a user need not wait").containsEntry("state", "applied");
      sync.truthfulFacts(linked);
    }

    @Test
    void rateLimitedItem() {
      Linked linked = quiet(HOUNDSTOOTH);
      Linked other = quiet(HOUNDSTOOTH);
      fault(linked, Map.of("kind", "error", "code", "TRANSACTIONS_SYNC_LIMIT", "times", 1));
      assertThat(sync.syncNow(linked)).containsEntry("errorClass", "rate-limited");

      sync.as(linked.subject())
          .post()
          .uri("/api/connections/" + linked.id() + "/sync")
          .exchange()
          .expectStatus()
          .isAccepted();

      assertThat(
              sync.platform.count(
                  "select count(*) from work.sync_job where connection_id = '"
                      + linked.id()
                      + "' and due_at > clock_timestamp() + interval '50 seconds'"))
          .isEqualTo(1);
      assertThat(sync.syncNow(other)).containsEntry("state", "applied");
      sync.makeDue(linked);
      sync.awaitQuiet(linked);
      sync.truthfulFacts(linked);
    }

    private long dueInMinutes(Linked linked) {
      return sync.platform.count(
          "select extract(epoch from due_at - clock_timestamp())::bigint / 60 from work.sync_job"
              + " where connection_id = '"
              + linked.id()
              + "'");
    }

    @Test
    void byAForeignCursorReadEverythingAgainAndSayNothingTwice() {
      Linked linked = quiet(PLATYPUS);
      long events = sync.events(linked);
      sync.platform.execute(
          "update work.sync_job set cursor = 'Zm9yZWlnbg' where connection_id = '"
              + linked.id()
              + "'");

      Map<String, Object> run = sync.syncNow(linked);

      assertThat(run)
          .containsEntry("state", "applied")
          .containsEntry("counts", Map.of("added", 0, "modified", 0, "removed", 0));
      assertThat(sync.events(linked)).isEqualTo(events + 1);
    }

    @Test
    void invalidApiKeys() {
      Linked linked = quiet(HOUNDSTOOTH);
      fault(linked, Map.of("kind", "error", "code", "INVALID_API_KEYS", "times", 1));

      assertThat(sync.syncNow(linked)).containsEntry("errorClass", "operator");

      assertThat(sync.connection(linked)).containsEntry("state", "healthy");
      sync.makeDue(linked);
      sync.awaitQuiet(linked);
      sync.truthfulFacts(linked);
    }
  }

  @Nested
  class Logins {

    @Test
    void loginRequired() {
      Linked linked = quiet(PLATYPUS);
      breakLogin(linked);
      sync.awaitState(linked, "needs-attention");
      sync.awaitQuiet(linked);
      long asked = sync.bank.requests(SYNC, linked.itemId());
      addManyQuietly(linked, 3);

      assertThat(sync.syncNow(linked)).containsEntry("errorClass", "needs-user");
      assertThat(sync.bank.requests(SYNC, linked.itemId())).isEqualTo(asked);
      assertThat(sync.connection(linked)).containsEntry("reason", "login-required");
      // The emulated bank refuses products and demands the token in update mode.
      sync.as(linked.subject())
          .post()
          .uri("/api/connections/link-token")
          .bodyValue(Map.of("connectionId", linked.id()))
          .exchange()
          .expectStatus()
          .isOk();
      String token = sync.token(linked);

      sync.bank.control("POST", "items/" + linked.itemId() + "/repair", Map.of());

      sync.awaitState(linked, "healthy");
      sync.awaitQuiet(linked);
      PublishedFacts publishedFacts = sync.facts(linked);
      EmulatorComparison.assertEqual(publishedFacts, sync.bank.truth(linked.itemId()));
      assertThat(publishedFacts.of(ConnectionNeedsAttention.class)).hasSize(1);
      assertThat(publishedFacts.of(ConnectionRepaired.class)).hasSize(1);
      assertThat(sync.token(linked)).isEqualTo(token);
    }

    @Test
    void pendingDisconnect() {
      Linked linked = quiet(PLATYPUS);

      sync.bank.control(
          "POST",
          "items/" + linked.itemId() + "/webhooks",
          Map.of(
              "type",
              "ITEM",
              "code",
              "PENDING_DISCONNECT",
              "count",
              1,
              "fields",
              Map.of(
                  "reason", "INSTITUTION_MIGRATION",
                  "disconnect_time", "2026-07-07T12:00:00Z")));

      sync.awaitState(linked, "warned");
      assertThat(sync.connection(linked))
          .containsEntry("reason", "institution-migration")
          .containsEntry("disconnectsAt", "2026-07-07T12:00:00Z");
      sync.awaitQuiet(linked);
      addManyQuietly(linked, 2);
      assertThat(sync.syncNow(linked)).containsEntry("state", "applied");
      assertThat(sync.truthfulFacts(linked).of(ConnectionWarned.class)).hasSize(1);
    }

    @Test
    void thatAreGoneAtTheProviderAreDisconnectedAndKeepTheirHistory() {
      Linked linked = quiet(HOUNDSTOOTH);
      fault(linked, Map.of("kind", "error", "code", "ITEM_NOT_FOUND", "times", 1));

      assertThat(sync.syncNow(linked)).containsEntry("errorClass", "gone");

      assertThat(sync.connection(linked)).containsEntry("state", "disconnected");
      assertThat(sync.facts(linked).transactions).isNotEmpty();
    }

    private void breakLogin(Linked linked) {
      sync.bank.resetLogin(sync.token(linked));
    }
  }
}
