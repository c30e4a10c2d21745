package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.money.MoneyAmount;
import florin.events.providersync.ObservedTransaction;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules on new and revised transactions, on manual entries, and over history. */
class RuleRunsIT extends HouseholdWithRules {

  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
  private static final Set<String> RULED =
      Set.of("categoryId", "merchantId", "description", "note", "tags", "excluded");

  private Map<String, Object> row(Object id) {
    return get("/api/transactions/" + id);
  }

  private Map<String, Map<String, Object>> ruled() {
    Map<String, Map<String, Object>> rows = new HashMap<>();
    for (Map<String, Object> item : items(ALL)) {
      Map<String, Object> values = new LinkedHashMap<>(item);
      values.keySet().retainAll(RULED);
      rows.put(item.get("id").toString(), values);
    }
    return rows;
  }

  private List<Map<String, Object>> previewed(String path, int limit) {
    List<Map<String, Object>> items = new ArrayList<>();
    String cursor = "";
    int changed;
    do {
      Map<String, Object> page = get("/api/rules" + path + "/preview?limit=" + limit + cursor);
      for (Object item : (List<?>) page.get("items")) {
        @SuppressWarnings("unchecked")
        Map<String, Object> row = (Map<String, Object>) item;
        items.add(row);
      }
      changed = (Integer) page.get("changed");
      cursor = page.get("next") == null ? "" : "&cursor=" + page.get("next");
    } while (!cursor.isEmpty());
    assertThat(items).hasSize(changed);
    return items;
  }

  /** Demands that a run changes exactly the rows and values of its preview. */
  private Map<String, Object> applyAsPreviewed(String path) {
    Map<String, Map<String, Object>> expected = new HashMap<>(ruled());
    Set<Object> ids =
        previewed(path, 2).stream()
            .map(item -> item.get("transactionId"))
            .collect(Collectors.toSet());
    for (Map<String, Object> item : previewed(path, 500)) {
      String id = item.get("transactionId").toString();
      assertThat(ids).contains(id);
      Map<String, Object> values = expected.get(id);
      for (Object change : (List<?>) item.get("changes")) {
        Map<?, ?> field = (Map<?, ?>) change;
        assertThat(field.get("before")).isNotEqualTo(field.get("after"));
        if (values.containsKey(field.get("field"))) {
          assertThat(values.get(field.get("field"))).isEqualTo(field.get("before"));
          values.put(field.get("field").toString(), field.get("after"));
        }
      }
    }
    Map<String, Object> run = apply(path);
    assertThat(run).containsEntry("changed", ids.size());
    assertThat(ruled()).isEqualTo(expected);
    return run;
  }

  private void undo(Object change) {
    json(post("/api/changes/transactions/" + change + "/undo", ""), 200);
  }

  @Test
  void c75OrderAndRulesThatSeeEachOthersResults() {
    Object amazon = json(post("/api/merchants", Map.of("name", "Amazon")), 201).get("id");
    Map<String, Object> isAmazon = Map.of("field", "merchant", "ids", List.of(amazon));
    Map<String, Object> large =
        Map.of(
            "field",
            "amount",
            "amount",
            Map.of("over", "100", "direction", "out", "currency", "USD"));
    Object first =
        create("1", Map.of("merchantId", amazon), text("description", "contains", "AMZN"))
            .get("id");
    Object second = create("2", Map.of("categoryId", ELECTRONICS), isAmazon, large).get("id");
    Object third = create("3", Map.of("categoryId", SHOPPING), isAmazon).get("id");
    observe(bought("A", "amzn mktp", "-250.00"), bought("B", "other", "-250.00"));
    awaitCount(2);
    Map<String, Object> bought = only("A");
    assertThat(bought)
        .containsEntry("merchantId", amazon)
        .containsEntry("merchantSource", "rule")
        .containsEntry("categoryId", SHOPPING)
        .containsEntry("categorySource", "rule");
    assertThat(only("B")).containsEntry("categorySource", "provider");
    assertThat(get("/api/transactions/" + bought.get("id") + "/explanation").toString())
        .contains(first.toString(), third.toString())
        .doesNotContain(second.toString());
    long events = events();
    assertThat(apply("")).containsEntry("changed", 0).containsEntry("changeId", null);
    assertThat(events()).isEqualTo(events);

    json(
        api()
            .put()
            .uri("/api/rules/order")
            .bodyValue(Map.of("ids", List.of(first, third, second)))
            .exchange(),
        200);
    assertThat(only("A")).containsEntry("categoryId", SHOPPING);
    applyAsPreviewed("");
    assertThat(only("A")).containsEntry("categoryId", ELECTRONICS);
    assertThat(get("/api/transactions/" + bought.get("id") + "/explanation").toString())
        .contains(second.toString());
    assertThat(apply("")).containsEntry("changed", 0);

    api().delete().uri("/api/rules/" + first).exchange().expectStatus().isEqualTo(204);
    assertThat(only("A")).containsEntry("merchantId", amazon);
    assertThat(apply("")).containsEntry("changed", 0);
    assertThat(only("A"))
        .containsEntry("merchantId", amazon)
        .containsEntry("categoryId", ELECTRONICS);
  }

  @Test
  void c76AmountsAreMagnitudesInTheCurrencyOfTheCondition() {
    openAccount(account);
    List<Object> ids = new ArrayList<>();
    for (String amount : List.of("-150.00", "150.00", "-50.00", "-150.00")) {
      ids.add(enter(DAY, amount, "Row").get("id"));
    }
    ObservedTransaction yen = bought("Y", "Row", "-15000");
    yen.setAmount(new MoneyAmount(new BigDecimal("-15000").setScale(10), "JPY"));
    observe(yen);
    awaitCount(5);
    json(
        api()
            .put()
            .uri("/api/transactions/" + ids.get(3) + "/splits")
            .bodyValue(
                Map.of(
                    "parts",
                    List.of(
                        Map.of("amount", Map.of("amount", "-120", "currency", "USD")),
                        Map.of("amount", Map.of("amount", "-30", "currency", "USD")))))
            .exchange(),
        200);
    create(
        "over 100",
        Map.of("addTags", List.of("large")),
        Map.of("field", "amount", "amount", Map.of("over", "100", "currency", "USD")));
    applyAsPreviewed("");
    assertThat(items(ALL + "&tag=large"))
        .extracting(item -> item.get("id"))
        .containsExactlyInAnyOrder(ids.get(0), ids.get(1), ids.get(3));
  }

  @Test
  void aManualEntryGetsTheValuesOfRulesWhenItIsCreated() {
    openAccount(account);
    create(
        "Kiosk",
        Map.of("categoryId", SHOPPING, "addTags", List.of("snack")),
        text("description", "starts-with", "kiosk"));
    Map<String, Object> entered = enter(DAY, "-5.00", "Kiosk 12");
    assertThat(entered)
        .containsEntry("categoryId", SHOPPING)
        .containsEntry("categorySource", "rule")
        .containsEntry("tags", List.of("snack"));
    Map<?, ?> change =
        (Map<?, ?>) ((List<?>) get("/api/changes/transactions?limit=1").get("items")).getFirst();
    undo(change.get("id"));
    assertThat(items(ALL)).isEmpty();
  }

  @Test
  void whatTheUserSetStaysAndARevisedTransactionIsTestedAgain() {
    Object rule =
        create(
                "Shop",
                Map.of("categoryId", SHOPPING, "note", "ruled", "addTags", List.of("t")),
                text("description", "contains", "shop"))
            .get("id");
    observe(bought("U", "SHOP", "-1.00"), bought("V", "Bakery", "-2.00"));
    awaitCount(2);
    Object touched = only("U").get("id");
    assertThat(row(touched)).containsEntry("note", "ruled").containsEntry("tags", List.of("t"));
    json(patch(touched, "{\"categoryId\":null,\"note\":null,\"tags\":[]}"), 200);
    assertThat(apply("/" + rule)).containsEntry("changed", 0);
    observe(
        List.of(),
        List.of(bought("U", "SHOP 2", "-1.00"), bought("V", "Shop", "-2.00")),
        List.of());
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(only("V")).containsEntry("categoryId", SHOPPING));
    assertThat(row(touched))
        .containsEntry("categoryId", null)
        .containsEntry("categorySource", "user")
        .containsEntry("note", null)
        .containsEntry("tags", List.of());
  }

  @Test
  void aRunIsOneChangeThatIsUndoneAndRedone() {
    openAccount(account);
    for (int i = 0; i < 3; i++) {
      enter(DAY.plusDays(i), "-5.00", "Market " + i);
    }
    Object rule =
        create(
                "Market",
                Map.of("categoryId", SHOPPING, "description", "The market", "excluded", true),
                text("description", "matches", "market [0-9]+"))
            .get("id");
    Map<String, Map<String, Object>> before = ruled();
    Map<String, Object> run = applyAsPreviewed("/" + rule);
    assertThat(run).containsEntry("matched", 3).containsEntry("changed", 3);
    Map<String, Map<String, Object>> after = ruled();
    assertThat(after).isNotEqualTo(before);
    undo(run.get("changeId"));
    assertThat(ruled()).isEqualTo(before);
    assertThat(apply("")).containsEntry("changed", 3);
    assertThat(ruled()).isEqualTo(after);
  }

  @Test
  void aProposalOfAnEditCanBeCreatedAndApplied() {
    openAccount(account);
    Object edited = enter(DAY, "-5.00", "Corner Bakery 17").get("id");
    enter(DAY, "-6.00", "Corner Bakery 99");
    enter(DAY, "-6.00", "Elsewhere");
    json(patch(edited, "{\"description\":\"Bread\"}"), 200);
    Map<String, Object> proposal =
        json(
            post("/api/rules/proposal", Map.of("transactionId", edited, "field", "description")),
            200);
    Map<String, Object> preview = json(post("/api/rules/preview", proposal), 200);
    assertThat(preview).containsEntry("matched", 2).containsEntry("changed", 1);
    json(post("/api/rules", proposal), 201);
    assertThat(apply("")).containsEntry("changed", 1);
    assertThat(items(ALL))
        .extracting(item -> item.get("description"))
        .containsExactlyInAnyOrder("Bread", "Bread", "Elsewhere");
    assertThat(
            json(
                post("/api/rules/proposal", Map.of("transactionId", edited, "field", "note")), 422))
        .containsEntry("type", "urn:florin:problem:no-rule-proposal");
    json(
        post("/api/rules/proposal", Map.of("transactionId", UUID.randomUUID(), "field", "note")),
        404);
  }

  @Test
  void previewsAreExactForRandomRulesAndTransactions() {
    openAccount(account);
    List<Object> ids = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      ids.add(enter(DAY.plusDays(i % 4), "-" + (5 + i * 20), "Shop " + i % 5).get("id"));
    }
    SeededRuns.forEachSeed(
        TestScale.of(3, 50),
        random -> {
          Object edited = ids.get(random.nextInt(ids.size()));
          json(patch(edited, edit(random)), 200);
          Object created =
              create("Random", actions(random), condition(random), condition(random)).get("id");
          Map<String, Object> run = applyAsPreviewed(random.nextBoolean() ? "" : "/" + created);
          long events = events();
          assertThat(apply("")).containsKey("changed");
          assertThat(apply("")).containsEntry("changed", 0);
          assertThat(events()).isGreaterThanOrEqualTo(events);
          assertThat(run).containsKey("changeId");
        });
  }

  private static String edit(Random random) {
    return List.of(
            "{\"note\":\"mine\"}",
            "{\"categoryId\":null}",
            "{\"tags\":[\"a\"]}",
            "{\"description\":\"Shop mine\"}",
            "{\"excluded\":true}")
        .get(random.nextInt(5));
  }

  private static Map<String, Object> actions(Random random) {
    return List.<Map<String, Object>>of(
            Map.of("categoryId", SHOPPING, "addTags", List.of("a")),
            Map.of("categoryId", ELECTRONICS, "description", "Shop 3"),
            Map.of("note", "n", "removeTags", List.of("a")),
            Map.of("excluded", true, "addTags", List.of("A", "b")),
            Map.of("excluded", false, "stop", true, "note", "m"))
        .get(random.nextInt(5));
  }

  private static Map<String, Object> condition(Random random) {
    return List.<Map<String, Object>>of(
            text("description", "contains", "shop"),
            text("description", "equals", "SHOP 3"),
            Map.of("field", "category", "operator", "empty", "negated", true),
            Map.of("field", "tag", "operator", "is", "text", "A", "negated", true),
            Map.of("field", "amount", "amount", Map.of("max", "150", "currency", "USD")))
        .get(random.nextInt(5));
  }
}
