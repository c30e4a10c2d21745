package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.events.accounts.AccountOpened;
import florin.events.providersync.FormerTransaction;
import florin.events.providersync.ObservedTransaction;
import florin.events.providersync.RemovedTransaction;
import florin.events.providersync.TransactionsObserved;
import florin.journal.Actor;
import florin.journal.Ids;
import florin.journal.StreamId;
import florin.journal.test.DatabaseRules;
import florin.transactions.category.SystemCategories;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

class TransactionsIT extends Household {

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
  void pagesThroughEverySortWithoutMissingOrRepeating() {
    observe(
        IntStream.range(0, 250)
            .mapToObj(i -> seen("T" + i, (i % 7 == 0 ? "12." : "-3.") + (10 + i % 90), false, null))
            .toList(),
        List.of(),
        List.of());
    awaitCount(250);
    for (String sort : List.of("-date", "date", "amount", "-amount")) {
      Set<Object> ids = new HashSet<>();
      items("limit=17&sort=" + sort).forEach(item -> assertThat(ids.add(item.get("id"))).isTrue());
      assertThat(ids).hasSize(250);
    }
    assertThat(items("limit=17"))
        .extracting(i -> i.get("date").toString())
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(items("limit=17&sort=amount")).extracting(TransactionsIT::amount).isSorted();
    assertThat(items("direction=in&" + ALL))
        .hasSize(36)
        .allSatisfy(i -> assertThat(amount(i)).isPositive());
    assertThat(items("minAmount=-3.20&maxAmount=-3.15&" + ALL))
        .isNotEmpty()
        .allSatisfy(
            i -> assertThat(amount(i)).isBetween(new BigDecimal("-3.20"), new BigDecimal("-3.15")));
    assertThat(items("accountId=" + Ids.next())).isEmpty();
    assertThat(
            items(
                "accountId="
                    + account
                    + "&accountId="
                    + Ids.next()
                    + "&currency=USD&pending=false&"
                    + ALL))
        .hasSize(250);
    assertThat(items("from=2026-03-01&to=2026-03-31&" + ALL))
        .isNotEmpty()
        .allSatisfy(i -> assertThat(i.get("date").toString()).startsWith("2026-03"));
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

  @Test
  void removesAndRestores() {
    observe(seen("R", "-10.00", false, null), seen("S", "-1.00", false, null));
    awaitCount(2);
    Object id = only("R").get("id");
    api()
        .delete()
        .uri("/api/transactions/" + id)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.removedBy")
        .isEqualTo("user");
    assertThat(items(ALL)).hasSize(1);
    assertThat(items("removed=true"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("id", id));
    patch(id, "{\"note\":\"x\"}")
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:transaction-removed");
    api().post().uri("/api/transactions/" + id + "/restore").exchange().expectStatus().isOk();
    awaitCount(2);
    observe(List.of(), List.of(), List.of("S"));
    awaitCount(1);
    observe(seen("S", "-1.00", false, null));
    awaitCount(2);
  }

  @Test
  void takesManualEntriesOnKnownAccountsOnly() {
    Map<String, Object> body =
        Map.of(
            "accountId",
            account,
            "date",
            "2026-02-01",
            "amount",
            Map.of("amount", "-3.50", "currency", "USD"),
            "description",
            "Kiosk");
    api()
        .post()
        .uri("/api/transactions")
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isEqualTo(409)
        .expectHeader()
        .exists("Retry-After")
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:account-not-known-yet");
    platform.publish(
        Topic.ACCOUNTS_EVENTS,
        new StreamId(user, "account", account),
        Actor.USER,
        AccountOpened.newBuilder()
            .setAccountId(account)
            .setName("Cash")
            .setType("depository")
            .setCurrency("USD")
            .setAt(Instant.now())
            .build());
    await()
        .atMost(SOON)
        .until(
            () ->
                platform.count("select count(*) from mirror.account where id = '" + account + "'")
                    == 1);
    api()
        .post()
        .uri("/api/transactions")
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isCreated()
        .expectBody()
        .jsonPath("$.source")
        .isEqualTo("manual")
        .jsonPath("$.amount.amount")
        .isEqualTo("-3.50");
    for (Object amount :
        List.of(
            Map.of("amount", "0", "currency", "USD"),
            Map.of("amount", "-1", "currency", "EUR"),
            Map.of("amount", "-1.005", "currency", "USD"))) {
      Map<String, Object> bad = new HashMap<>(body);
      bad.put("amount", amount);
      api().post().uri("/api/transactions").bodyValue(bad).exchange().expectStatus().isEqualTo(422);
    }
    for (String bad :
        List.of(
            "{\"amount\":-3.5,\"currency\":\"USD\"}",
            "\"-3.50 USD\"",
            "{\"amount\":\"1e400\",\"currency\":\"USD\"}",
            "{\"amount\":\"NaN\",\"currency\":\"USD\"}",
            "{\"amount\":\"1\"}",
            "null")) {
      api()
          .post()
          .uri("/api/transactions")
          .header("Content-Type", "application/json")
          .bodyValue(
              "{\"accountId\":\""
                  + account
                  + "\",\"date\":\"2026-02-01\",\"description\":\"x\",\"amount\":"
                  + bad
                  + "}")
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.errors[0].pointer")
          .value(p -> assertThat(p.toString()).startsWith("/amount"));
    }
  }

  @Test
  void namesWhatAManualEntryLacks() {
    for (String field : List.of("accountId", "date", "amount", "description")) {
      Map<String, Object> body =
          new HashMap<>(
              Map.of(
                  "accountId",
                  account,
                  "date",
                  "2026-02-01",
                  "amount",
                  Map.of("amount", "-3.50", "currency", "USD"),
                  "description",
                  "Kiosk"));
      body.remove(field);
      api()
          .post()
          .uri("/api/transactions")
          .bodyValue(body)
          .exchange()
          .expectStatus()
          .value(status -> assertThat(status).isIn(400, 422))
          .expectBody()
          .jsonPath("$.errors[0].pointer")
          .isEqualTo("/" + field);
    }
  }

  @Test
  void showsNothingToOthers() {
    observe(seen("X", "-10.00", false, null));
    awaitCount(1);
    String one = "/api/transactions/" + only("X").get("id");
    WebTestClient guest = platform.client(port, "guest-" + subject);
    guest
        .get()
        .uri("/api/transactions")
        .exchange()
        .expectBody()
        .jsonPath("$.items.length()")
        .isEqualTo(0);
    guest.get().uri(one).exchange().expectStatus().isNotFound();
    guest.get().uri(one + "/history").exchange().expectStatus().isNotFound();
    guest.patch().uri(one).bodyValue(Map.of("note", "x")).exchange().expectStatus().isNotFound();
    guest.delete().uri(one).exchange().expectStatus().isNotFound();
    guest.post().uri(one + "/restore").exchange().expectStatus().isNotFound();
    assertThat(platform.queryAs("app", "select * from view.transaction")).isEmpty();
    assertThat(platform.queryAs("app", "select * from view.transaction_external")).isEmpty();
    DatabaseRules.check(platform);
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    for (String query :
        List.of(
            "from=2026-13-01",
            "direction=up",
            "sort=name",
            "limit=0",
            "from=2026-02-02&to=2026-02-01",
            "minAmount=abc",
            "accountId=1",
            "pending=maybe",
            "cursor=AAAA",
            "page=2")) {
      api()
          .get()
          .uri("/api/transactions?" + query)
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectHeader()
          .contentType("application/problem+json")
          .expectBody()
          .jsonPath("$.errors[0].pointer")
          .isNotEmpty();
    }
    assertThat(events()).isZero();
  }

  @Test
  void describesItselfAsOpenApi() {
    platform
        .anonymous(port)
        .get()
        .uri("/v3/api-docs")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.paths['/api/transactions'].get")
        .exists()
        .jsonPath("$.components.schemas.TransactionRow.properties.amount")
        .exists();
  }
}
