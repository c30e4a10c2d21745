package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.events.providersync.FormerTransaction;
import florin.events.providersync.ObservedTransaction;
import florin.events.providersync.RemovedTransaction;
import florin.events.providersync.TransactionsObserved;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.transactions.category.SystemCategories;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the bank says again, corrects, settles or calls by another name. */
class BankIT extends Household {

  /** The same transaction of another login, or under another id of the same one. */
  private ObservedTransaction renamed(String external, String former, UUID formerConnection) {
    ObservedTransaction one = seen(former, "-9.50", false, null);
    one.setExternalId(external);
    one.setFormer(new FormerTransaction(formerConnection, former));
    return one;
  }

  private void observeAgain(UUID login, ObservedTransaction modified, RemovedTransaction... gone) {
    platform.publish(
        Topic.PROVIDER_SYNC_EVENTS,
        new StreamId(user, "connection", login),
        Actor.PROVIDER,
        TransactionsObserved.newBuilder()
            .setConnectionId(login)
            .setRun(Ids.next())
            .setIndex(0)
            .setLast(true)
            .setAdded(List.of())
            .setModified(List.of(modified))
            .setRemoved(List.of(gone))
            .setAt(Instant.now())
            .build());
  }

  @Test
  void underANewIdATransactionKeepsWhatItsUserMadeOfIt() {
    observe(seen("OLD", "-9.50", false, null), seen("LEFT", "-1.00", false, null));
    awaitCount(2);
    Object id = only("OLD").get("id");
    patch(id, "{\"note\":\"mine\"}").expectStatus().isOk();
    UUID login = Ids.next();

    observeAgain(
        login,
        renamed("NEW", "OLD", connection),
        new RemovedTransaction("LEFT", account, connection));

    awaitCount(1);
    assertThat(only("NEW")).containsEntry("id", id).containsEntry("note", "mine");
    observe(List.of(), List.of(), List.of("OLD")); // a late word about the old name
    observeAgain(
        login, renamed("NEWER", "NEW", login), new RemovedTransaction("NEW", account, null));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(items(ALL))
                    .extracting(item -> item.get("externalId"))
                    .containsExactly("NEWER"));
    assertThat(only("NEWER")).containsEntry("id", id).containsEntry("note", "mine");
  }

  @Test
  void appendsNothingForTheSameAnswer() {
    List<ObservedTransaction> answer =
        List.of(seen("A", "-1.00", false, null), seen("B", "-2.00", true, null));
    observe(answer, List.of(), List.of());
    awaitCount(2);
    long before = events();
    observe(answer, answer, List.of("unknown"));
    observe(seen("C", "-3.00", false, null));
    awaitCount(3);
    assertThat(events()).isEqualTo(before + 1);
  }

  @Test
  void keepsTheUsersWordFromPendingToPosted() {
    observe(seen("P", "-10.00", true, null));
    awaitCount(1);
    Map<String, Object> pending = only("P");
    assertThat(pending)
        .containsEntry("pending", true)
        .containsEntry("categorySource", "provider")
        .containsEntry("version", 0);
    UUID category = SystemCategories.of(Optional.of("TRAVEL"), Optional.empty()).orElseThrow().id();
    api()
        .patch()
        .uri("/api/transactions/" + pending.get("id"))
        .header("If-Match", "\"0\"")
        .bodyValue(Map.of("categoryId", category, "note", "client dinner"))
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("ETag", "\"2\"");
    observe(List.of(seen("Q", "-12.00", false, "P")), List.of(), List.of("P"));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(items(ALL))
                    .singleElement()
                    .satisfies(
                        row -> {
                          assertThat(row)
                              .containsEntry("id", pending.get("id"))
                              .containsEntry("externalId", "Q")
                              .containsEntry("pending", false)
                              .containsEntry("categoryId", category.toString())
                              .containsEntry("categorySource", "user")
                              .containsEntry("note", "client dinner")
                              .containsEntry("providerCategoryLabel", "FOOD_AND_DRINK_COFFEE")
                              .containsEntry("version", 2);
                          assertThat(amount(row)).isEqualByComparingTo("-12.00");
                        }));
    api()
        .get()
        .uri("/api/transactions/" + pending.get("id") + "/history")
        .exchange()
        .expectBody()
        .jsonPath("$.items[*].type")
        .value(
            types ->
                assertThat(types)
                    .hasToString("[\"Recorded\",\"Categorised\",\"Noted\",\"Settled\"]"))
        .jsonPath("$.items[1].actor")
        .isEqualTo("user")
        .jsonPath("$.items[3].actor")
        .isEqualTo("provider");
  }

  @Test
  void letsTheBankCorrectOnlyWhatTheUserDidNotTouch() {
    observe(seen("M", "-10.00", false, null));
    awaitCount(1);
    patch(only("M").get("id"), "{\"categoryId\":null}").expectStatus().isOk();
    ObservedTransaction corrected = seen("M", "-11.00", false, null);
    corrected.setCategoryDetailed("FOOD_AND_DRINK_GROCERIES");
    observe(List.of(), List.of(corrected), List.of());
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              Map<String, Object> row = only("M");
              assertThat(row)
                  .containsEntry("categoryId", null)
                  .containsEntry("categorySource", "user")
                  .containsEntry("providerCategoryLabel", "FOOD_AND_DRINK_GROCERIES");
              assertThat(amount(row)).isEqualByComparingTo("-11.00");
            });
  }
}
