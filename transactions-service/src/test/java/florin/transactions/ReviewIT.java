package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.events.accounts.AccountMerged;
import florin.events.providersync.ObservedTransaction;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The items that need a decision of the user. */
class ReviewIT extends ImportingHousehold {

  private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

  private List<Map<?, ?>> review(String kind) {
    List<Map<?, ?>> items = new ArrayList<>();
    String cursor = null;
    do {
      Map<String, Object> page =
          get("/api/review/" + kind + "?limit=1" + (cursor == null ? "" : "&cursor=" + cursor));
      ((List<?>) page.get("items")).forEach(item -> items.add((Map<?, ?>) item));
      cursor = (String) page.get("next");
    } while (cursor != null);
    return items;
  }

  @Test
  void countsAndListsPossibleDuplicatesUntilTheyAreDismissed() {
    Object first = enter(LocalDate.of(2026, 3, 1), "-42.10", "Netflix").get("id");
    Object second = enter(LocalDate.of(2026, 3, 3), "-42.10", "NETFLIX.COM 888").get("id");
    enter(LocalDate.of(2026, 3, 1), "-7.00", "Cafe");
    enter(LocalDate.of(2026, 3, 2), "-7.00", "Cafe Central");
    enter(LocalDate.of(2026, 3, 9), "-7.00", "Cafe");

    assertThat(get("/api/review")).containsEntry("duplicates", 2);
    List<Map<?, ?>> pairs = review("duplicates");
    assertThat(pairs).hasSize(2);
    Map<?, ?> netflix = pairs.getFirst();
    assertThat(((Map<?, ?>) netflix.get("first")).get("id")).isEqualTo(first);
    assertThat(((Map<?, ?>) netflix.get("second")).get("id")).isEqualTo(second);
    assertThat(netflix.get("daysApart")).isEqualTo(2);

    String path = "/api/review/duplicates/" + netflix.get("id") + "/dismiss";
    assertThat(json(post(path, Map.of()), 200)).containsEntry("dismissed", true);
    assertThat(json(post(path, Map.of()), 200)).containsEntry("version", 1);
    assertThat(review("duplicates")).hasSize(1);
    assertThat(get("/api/review")).containsEntry("duplicates", 1);

    Object change =
        ((Map<?, ?>) ((List<?>) get("/api/changes/transactions").get("items")).getFirst())
            .get("id");
    json(post("/api/changes/transactions/" + change + "/undo", Map.of()), 200);
    assertThat(review("duplicates")).hasSize(2);

    api().delete().uri("/api/transactions/" + second).exchange().expectStatus().isOk();
    assertThat(review("duplicates")).hasSize(1);
  }

  @Test
  void comparesTheRowsOfMergedAccounts() {
    UUID old = Ids.next();
    openAccount(old);
    enter(LocalDate.of(2026, 3, 1), "-42.10", "Netflix");
    ObservedTransaction bank = seen("bank", "-42.10", false, null);
    bank.setAccountId(old);
    bank.setName("NETFLIX.COM 888");
    observe(at(bank, LocalDate.of(2026, 3, 3)));
    awaitCount(2);
    assertThat(review("duplicates")).isEmpty();

    platform.publish(
        Topic.ACCOUNTS_EVENTS,
        new StreamId(user, "account", old),
        Actor.USER,
        new AccountMerged(old, account, Instant.now()));
    await().atMost(SOON).untilAsserted(() -> assertThat(review("duplicates")).hasSize(1));
    assertThat(get("/api/review")).containsEntry("duplicates", 1);
  }

  @Test
  void twoRowsOfOneFileAreNoDuplicatesButThoseOfTwoFilesAre() {
    commit(uploadTo(account, HEADER + "2026-03-01,CAFE NERO,-3.50\n2026-03-02,CAFE NERO,-3.50\n"));
    assertThat(items(ALL)).hasSize(2);
    assertThat(review("duplicates")).isEmpty();
    assertThat(get("/api/review")).containsEntry("duplicates", 0);

    Object entered = enter(LocalDate.of(2026, 3, 3), "-3.50", "Cafe Nero").get("id");
    assertThat(review("duplicates"))
        .singleElement()
        .satisfies(
            pair -> assertThat(((Map<?, ?>) pair.get("second")).get("id")).isEqualTo(entered));
  }

  @Test
  void refusesToDismissAPairThatDoesNotExist() {
    Object known = enter(LocalDate.of(2026, 3, 1), "-1.00", "Cafe").get("id");
    for (String pair : List.of(known + "_" + known, known + "_" + new UUID(1, 1), "x", "x_y")) {
      assertThat(json(post("/api/review/duplicates/" + pair + "/dismiss", Map.of()), 404))
          .as(pair)
          .extracting("type")
          .asString()
          .endsWith("not-found");
    }
  }

  @Test
  void groupsUncategorisedTransactionsByMerchantWithTheListOfThem() {
    Map<String, Object> first = enter(LocalDate.of(2026, 3, 1), "-5.00", "Corner Market");
    enter(LocalDate.of(2026, 3, 2), "-6.00", "Corner Market");
    enter(LocalDate.of(2026, 3, 4), "-7.00", "Corner Market");
    Object excluded = enter(LocalDate.of(2026, 3, 5), "-8.00", "Corner Market").get("id");
    patch(excluded, "{\"excluded\":true}").expectStatus().isOk();
    String shop = json(post("/api/merchants", Map.of("name", "Shop")), 201).get("id").toString();
    patch(first.get("id"), "{\"merchantId\":\"" + shop + "\"}").expectStatus().isOk();

    assertThat(get("/api/review")).containsEntry("uncategorised", 3);
    List<Map<?, ?>> groups = review("uncategorised");
    List<Object> counts = new ArrayList<>();
    groups.forEach(group -> counts.add(group.get("count")));
    assertThat(counts).isEqualTo(List.of(2, 1));
    assertThat(groups.getLast().get("merchantName")).isEqualTo("Shop");
    for (Map<?, ?> group : groups) {
      String path = group.get("transactions").toString();
      List<?> rows = (List<?>) get(path).get("items");
      assertThat(rows).hasSize((Integer) group.get("count"));
    }
    String food = json(post("/api/categories", Map.of("name", "Food")), 201).get("id").toString();
    patch(first.get("id"), "{\"categoryId\":\"" + food + "\"}").expectStatus().isOk();
    assertThat(review("uncategorised")).hasSize(1);
  }

  @Test
  void listsOldPendingTransactionsAndSplitsThatDoNotAddUp() {
    observe(
        at(seen("old", "-10.00", true, null), TODAY.minusDays(16)),
        at(seen("new", "-11.00", true, null), TODAY.minusDays(10)),
        at(seen("split", "-90.00", false, null), TODAY.minusDays(20)));
    awaitCount(3);
    Object split = only("split").get("id");
    api()
        .put()
        .uri("/api/transactions/" + split + "/splits")
        .header("Content-Type", "application/json")
        .bodyValue(
            """
            {"parts":[{"amount":{"amount":"-60.00","currency":"USD"}},
              {"amount":{"amount":"-30.00","currency":"USD"}}]}
            """)
        .exchange()
        .expectStatus()
        .isOk();
    assertThat(get("/api/review"))
        .containsEntry("stalePendings", 1)
        .containsEntry("unbalancedSplits", 0);

    observe(
        List.of(),
        List.of(at(seen("split", "-92.00", false, null), TODAY.minusDays(20))),
        List.of());
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(get("/api/review")).containsEntry("unbalancedSplits", 1));
    assertThat(review("stale-pendings"))
        .singleElement()
        .satisfies(row -> assertThat(row.get("id")).isEqualTo(only("old").get("id")));
    assertThat(review("unbalanced-splits"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.get("id")).isEqualTo(split);
              assertThat(((Map<?, ?>) row.get("splitTotal")).get("amount")).isEqualTo("-90.00");
            });
    assertThat(review("transfers")).isEmpty();
  }

  private static ObservedTransaction at(ObservedTransaction seen, LocalDate date) {
    seen.setDate(date);
    return seen;
  }
}
