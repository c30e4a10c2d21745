package florin.providersync;

import static florin.providersync.ProviderSync.PLATYPUS;
import static org.assertj.core.api.Assertions.assertThat;

import florin.events.providersync.TransactionsObserved;
import florin.providersync.ProviderSync.Linked;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What updates can bring, each ending with what the bank says. */
class SyncScenariosIT {

  private static final String SYNC = "/transactions/sync";

  private final ProviderSync sync = ProviderSync.shared();

  @AfterAll
  static void viewsComeOutOfTheJournal() {
    ProviderSync.shared().viewsComeOutOfTheJournal();
  }

  private static Map<String, Object> pending(String name, Object amount) {
    Map<String, Object> one = Bank.coffee(name, amount);
    one.put("pending", true);
    return one;
  }

  private String addQuietly(Linked linked, Map<String, Object> one) {
    return sync.bank.addQuietly(linked.itemId(), List.of(one)).getFirst();
  }

  private void applied(Linked linked) {
    assertThat(sync.syncNow(linked)).containsEntry("state", "applied");
  }

  private void counted(Linked linked, int added, int modified, int removed) {
    assertThat(sync.syncNow(linked))
        .containsEntry("state", "applied")
        .containsEntry("counts", Map.of("added", added, "modified", modified, "removed", removed));
  }

  @Nested
  class Pending {

    @Test
    void pendingToPostedSplitPages() {
      Linked linked = sync.quiet(PLATYPUS);
      String old = addQuietly(linked, pending("Tip to come", 4));
      applied(linked);
      sync.bank.changeQuietly("DELETE", linked.itemId(), old, Map.of());
      sync.addQuietly(linked, 1_100);
      Map<String, Object> posting = Bank.coffee("Tip to come", 5);
      posting.put("fields", Map.of("pending_transaction_id", old));
      String posted = addQuietly(linked, posting);

      counted(linked, 1_101, 0, 1);

      PublishedFacts publishedFacts = sync.truthfulFacts(linked);
      TransactionsObserved coming = only(publishedFacts, chunk -> adds(chunk, posted));
      TransactionsObserved going = only(publishedFacts, chunk -> removes(chunk, old));
      assertThat(going.getRun()).isEqualTo(coming.getRun());
      assertThat(going.getIndex())
          .as("the posted one says whom it follows before that one goes")
          .isGreaterThanOrEqualTo(coming.getIndex());
      assertThat(publishedFacts.transactions.get(posted).getPendingExternalId()).isEqualTo(old);
    }

    private static TransactionsObserved only(
        PublishedFacts publishedFacts, Predicate<TransactionsObserved> condition) {
      List<TransactionsObserved> found =
          publishedFacts.of(TransactionsObserved.class).stream().filter(condition).toList();
      assertThat(found).hasSize(1);
      return found.getFirst();
    }

    private static boolean adds(TransactionsObserved chunk, String id) {
      return chunk.getAdded().stream().anyMatch(one -> one.getExternalId().equals(id));
    }

    private static boolean removes(TransactionsObserved chunk, String id) {
      return chunk.getRemoved().stream().anyMatch(one -> one.getExternalId().equals(id));
    }

    @Test
    void pendingToPostedUnlinked() {
      Linked linked = sync.quiet(PLATYPUS);
      String old = addQuietly(linked, pending("No link", 4));
      applied(linked);
      String posted =
          sync.bank
              .control(
                  "POST",
                  "items/" + linked.itemId() + "/transactions/" + old + "/post?webhook=false",
                  Map.of("unlinked", true))
              .path("transaction_id")
              .stringValue();

      counted(linked, 1, 0, 1);

      PublishedFacts publishedFacts = sync.truthfulFacts(linked);
      assertThat(publishedFacts.transactions).containsKey(posted).doesNotContainKey(old);
      assertThat(publishedFacts.transactions.get(posted).getPendingExternalId()).isNull();
    }

    @Test
    void pendingDropped() {
      Linked linked = sync.quiet(PLATYPUS);
      String held = addQuietly(linked, pending("Fuel, held", 100));
      applied(linked);
      sync.bank.changeQuietly("DELETE", linked.itemId(), held, Map.of());

      counted(linked, 0, 0, 1);

      assertThat(sync.truthfulFacts(linked).transactions).doesNotContainKey(held);
    }
  }

  @Nested
  class Unheard {

    /** The bank has told it to somebody, as its cursor shows, but never to us. */
    private String toldToNobody(Linked linked, Map<String, Object> one) {
      String id = addQuietly(linked, one);
      JsonNode page =
          sync.bank.call(
              SYNC, Map.of("access_token", sync.token(linked), "cursor", cursor(linked)));
      assertThat(page.path("has_more").booleanValue()).isFalse();
      sync.platform.execute(
          "update work.sync_job set cursor = '%s' where connection_id = '%s'"
              .formatted(page.path("next_cursor").stringValue(), linked.id()));
      return id;
    }

    private String cursor(Linked linked) {
      return sync.platform
          .query("select cursor from work.sync_job where connection_id = '" + linked.id() + "'")
          .getFirst()
          .get("cursor")
          .toString();
    }

    @Test
    void modifiedUnknownId() {
      Linked linked = sync.quiet(PLATYPUS);
      String id = toldToNobody(linked, Bank.coffee("Never heard of", 4));
      sync.bank.changeQuietly("PATCH", linked.itemId(), id, Map.of("name", "Heard of now"));

      counted(linked, 1, 0, 0);

      assertThat(sync.truthfulFacts(linked).transactions).containsKey(id);
    }

    @Test
    void removedUnknownId() {
      Linked linked = sync.quiet(PLATYPUS);
      String id = toldToNobody(linked, Bank.coffee("Never heard of", 4));
      sync.bank.changeQuietly("DELETE", linked.itemId(), id, Map.of());

      counted(linked, 0, 0, 0);

      sync.truthfulFacts(linked);
    }

    @Test
    void addedThenModifiedSameUpdate() {
      Linked linked = sync.quiet(PLATYPUS);
      String id = addQuietly(linked, Bank.coffee("First word", 4));
      sync.bank.changeQuietly(
          "PATCH", linked.itemId(), id, Map.of("name", "Last word", "amount", 5));

      counted(linked, 1, 0, 0);

      assertThat(sync.truthfulFacts(linked).transactions.get(id).getName()).isEqualTo("Last word");
    }

    @Test
    void addAndRemoveBetweenSyncs() {
      Linked linked = sync.quiet(PLATYPUS);
      sync.bank.control("POST", "mutations", Map.of("mode", "strict", "orphans", true));
      try {
        String id = addQuietly(linked, Bank.coffee("Here and gone", 4));
        sync.bank.changeQuietly("DELETE", linked.itemId(), id, Map.of());

        counted(linked, 0, 0, 0);

        sync.truthfulFacts(linked);
      } finally {
        sync.bank.control("POST", "mutations", Map.of("mode", "strict", "orphans", false));
      }
    }
  }

  @Nested
  class Failures {

    /** Five restarts a reading, one reading from the cursor and one without it, then patience. */
    @Test
    void mutationForever() {
      Linked linked = sync.quiet(PLATYPUS);
      sync.addQuietly(linked, 700);
      long before = sync.bank.requests(SYNC, linked.itemId());
      sync.fault(linked, Map.of("kind", "mutation", "times", 100_000));

      assertThat(sync.syncNow(linked)).containsEntry("state", "failed");

      long asked = sync.bank.requests(SYNC, linked.itemId()) - before;
      assertThat(asked)
          .as("six readings of two pages from the cursor, six without")
          .isBetween(24L, 48L);
      sync.bank.control("DELETE", "faults", Map.of());
      sync.makeDue(linked);
      sync.awaitQuiet(linked);
      sync.truthfulFacts(linked);
    }

    @Test
    void plannedMaintenance503() {
      interrupted(Map.of("kind", "error", "code", "PLANNED_MAINTENANCE"));
    }

    @Test
    void html502() {
      interrupted(Map.of("kind", "http", "status", 502));
    }

    @Test
    void truncatedJson() {
      interrupted(Map.of("kind", "truncated"));
    }

    /** On the second page, until the run is given up; nothing of the first one is said. */
    private void interrupted(Map<String, Object> kind) {
      Linked linked = sync.quiet(PLATYPUS);
      sync.addQuietly(linked, 700);
      int known = sync.facts(linked).transactions.size();
      Map<String, Object> fault = new TreeMap<>(kind);
      fault.put("times", 8);
      fault.put("after", 1);
      sync.fault(linked, fault);

      assertThat(sync.syncNow(linked))
          .containsEntry("state", "failed")
          .containsEntry("errorClass", "retry");

      assertThat(sync.connection(linked)).containsEntry("state", "healthy");
      assertThat(
              sync.facts(linked).of(TransactionsObserved.class).stream()
                  .mapToInt(chunk -> chunk.getAdded().size())
                  .sum())
          .isIn(known, known + 700);
      assertThat(sync.truthfulFacts(linked).transactions).hasSize(known + 700);
    }
  }
}
