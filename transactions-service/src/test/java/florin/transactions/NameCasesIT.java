package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.providersync.ObservedTransaction;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases C25 to C27: names that look the same, merging and its undo. */
class NameCasesIT extends Household {

  private static final LocalDate DAY = LocalDate.of(2026, 5, 1);

  /** Each first name as the others look. */
  private static final Map<String, List<String>> ALIKE =
      Map.of(
          "Groceries",
          List.of(" groceries ", "GROCERIES", "Groceries\u00a0", "Gro\u200bceries"),
          "Caf\u00e9",
          List.of("Cafe\u0301"),
          "Straße",
          List.of("STRASSE"),
          "İstanbul",
          List.of("istanbul"));

  private Map<String, Object> create(String path, Map<String, ?> body, int status) {
    return json(post(path, body), status);
  }

  private Object category(String name) {
    return create("/api/categories", Map.of("name", name), 201).get("id");
  }

  private Object merchant(String name) {
    return create("/api/merchants", Map.of("name", name), 201).get("id");
  }

  private Map<String, Object> edit(String path, Map<String, ?> body, int status) {
    return json(
        api()
            .patch()
            .uri(path)
            .header("Content-Type", "application/json")
            .bodyValue(body)
            .exchange(),
        status);
  }

  private Map<String, Object> act(String path, Object body, int status) {
    return json(post(path, body), status);
  }

  private UUID latestChange() {
    Map<?, ?> change =
        (Map<?, ?>) ((List<?>) get("/api/changes/transactions?limit=1").get("items")).getFirst();
    return UUID.fromString(change.get("id").toString());
  }

  private Map<String, Object> undo(UUID change, int status) {
    return act("/api/changes/transactions/" + change + "/undo", "", status);
  }

  private static void demandTaken(Map<String, Object> problem, Object existing) {
    assertThat(problem)
        .containsEntry("type", "urn:florin:problem:name-taken")
        .extractingByKey("detail")
        .asString()
        .contains(existing.toString());
  }

  private List<Map<String, Object>> list(String path) {
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> items = (List<Map<String, Object>>) get(path).get("items");
    return items;
  }

  private Object entered(String category) {
    Object id = enter(DAY, "-1.00", "x").get("id");
    json(patch(id, "{\"categoryId\":\"" + category + "\"}"), 200);
    return id;
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "tr"})
  void c25NamesThatLookTheSameAreTheSame(String language) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(language));
    try {
      Object other = category("Other parent");
      ALIKE.forEach(
          (name, alike) -> {
            Object category = category(name);
            Object merchant = merchant(name);
            for (String same : alike) {
              demandTaken(create("/api/categories", Map.of("name", same), 409), category);
              demandTaken(create("/api/merchants", Map.of("name", same), 409), merchant);
            }
            create("/api/categories", Map.of("name", alike.getFirst(), "parentId", other), 201);
          });
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void c25TagsThatLookTheSameAreOne() {
    openAccount(account);
    Object first = enter(DAY, "-1.00", "x").get("id");
    Object second = enter(DAY, "-2.00", "y").get("id");
    ALIKE.forEach(
        (name, alike) -> {
          edit("/api/transactions/" + first, Map.of("tags", List.of(name)), 200);
          for (String same : alike) {
            assertThat(
                    edit("/api/transactions/" + second, Map.of("tags", List.of(same, name)), 200))
                .containsEntry("tags", List.of(name));
            assertThat(list("/api/tags")).containsExactly(Map.of("name", name, "uses", 2));
            act(
                "/api/transactions/bulk",
                Map.of("ids", List.of(second), "removeTags", List.of(same)),
                200);
            assertThat(list("/api/tags")).containsExactly(Map.of("name", name, "uses", 1));
          }
        });
  }

  @Test
  void c25ATagIsFoundAndRenamedInEverySpelling() {
    openAccount(account);
    Object first = enter(DAY, "-1.00", "x").get("id");
    edit("/api/transactions/" + first, Map.of("tags", List.of("Food")), 200);
    assertThat(ids("tag=FOOD")).containsExactly(first);
    UUID untagged = untag(first);
    Object second = enter(DAY, "-1.00", "y").get("id");
    edit("/api/transactions/" + second, Map.of("tags", List.of("food")), 200);
    undo(untagged, 200);
    assertThat(list("/api/tags")).singleElement().extracting(row -> row.get("uses")).isEqualTo(2);
    assertThat(ids("tag=fOOD")).containsExactlyInAnyOrder(first, second);
    act("/api/tags/food", "", 405);
    edit("/api/tags/FOOD", Map.of("name", "Eating"), 200);
    assertThat(list("/api/tags")).containsExactly(Map.of("name", "Eating", "uses", 2));
    edit("/api/tags/eating", Map.of("name", "EATING"), 200);
    assertThat(list("/api/tags")).containsExactly(Map.of("name", "EATING", "uses", 2));
    assertThat(get("/api/transactions/" + first)).containsEntry("tags", List.of("EATING"));
  }

  private UUID untag(Object id) {
    edit("/api/transactions/" + id, Map.of("tags", List.of()), 200);
    return latestChange();
  }

  @Test
  void c25CategoriesKeepTheRuleWhereverANameComesFrom() {
    Object top = category("Top");
    Object bread = category("Bread");
    Object under =
        create("/api/categories", Map.of("name", "BREAD", "parentId", top), 201).get("id");
    demandTaken(edit("/api/categories/" + under, clearedParent(), 409), bread);
    Object cake = category("Cake");
    demandTaken(edit("/api/categories/" + cake, Map.of("name", "b\u200bread"), 409), bread);
    assertThat(edit("/api/categories/" + cake, Map.of("name", "CAKE"), 200))
        .containsEntry("name", "CAKE");

    act("/api/categories/" + bread + "/archive", "", 200);
    UUID archived = latestChange();
    Object again = category("bread");
    demandTaken(act("/api/categories/" + bread + "/unarchive", "", 409), again);
    demandTaken(undo(archived, 409), again);

    act("/api/categories/" + again + "/merge", Map.of("into", cake), 200);
    UUID merged = latestChange();
    edit("/api/categories/" + cake, Map.of("name", "Bread"), 200);
    demandTaken(act("/api/categories/" + again + "/unmerge", "", 409), cake);
    demandTaken(undo(merged, 409), cake);

    edit("/api/categories/" + cake, Map.of("name", "Cake"), 200);
    UUID renamed = latestChange();
    undo(merged, 200);
    demandTaken(undo(renamed, 409), again);
    create("/api/categories", Map.of("name", "\u200b"), 422);
  }

  @Test
  void c25ChildrenOfMergedCategoriesKeepTheRuleToo() {
    Object one = category("One");
    Object two = category("Two");
    create("/api/categories", Map.of("name", "Tea", "parentId", one), 201);
    Object tea = create("/api/categories", Map.of("name", "tea", "parentId", two), 201).get("id");
    assertThat(act("/api/categories/" + one + "/merge", Map.of("into", two), 409))
        .containsEntry("type", "urn:florin:problem:name-taken");
    act("/api/categories/" + tea + "/archive", "", 200);
    act("/api/categories/" + one + "/merge", Map.of("into", two), 200);
    create("/api/categories", Map.of("name", "TEA", "parentId", one), 409);
    assertThat(create("/api/categories", Map.of("name", "Mate", "parentId", one), 201))
        .containsEntry("parentId", two);
  }

  private static Map<String, Object> clearedParent() {
    Map<String, Object> body = new HashMap<>();
    body.put("parentId", null);
    return body;
  }

  @Test
  void c25MerchantsKeepTheRuleWhereverANameComesFrom() {
    observe(bought("A", "Amazon", "E1"), bought("B", "Amazon", "E2"), bought("C", "Corner", null));
    awaitCount(3);
    Object amazon = only("A").get("merchantId");
    Object corner = only("C").get("merchantId");
    create("/api/merchants", Map.of("name", "AMAZON"), 409);
    edit("/api/merchants/" + corner, Map.of("name", "amazon "), 409);
    act("/api/merchants/" + amazon + "/merge", Map.of("into", only("B").get("merchantId")), 200);
    act("/api/merchants/" + amazon + "/unmerge", "", 200); // both names are the bank's

    Object shop = merchant("Shop");
    act("/api/merchants/" + corner + "/merge", Map.of("into", shop), 200);
    UUID merged = latestChange();
    edit("/api/merchants/" + shop, Map.of("name", "CORNER"), 200);
    demandTaken(act("/api/merchants/" + corner + "/unmerge", "", 409), shop);
    demandTaken(undo(merged, 409), shop);
    act("/api/merchants/" + shop + "/archive", "", 200);
    undo(merged, 200);
    demandTaken(act("/api/merchants/" + shop + "/unarchive", "", 409), corner);
  }

  @Test
  void c26MergedTagsAndCategoriesOfOneRowAndTheirUndo() {
    openAccount(account);
    Object row = enter(DAY, "-12.00", "x").get("id");
    edit("/api/transactions/" + row, Map.of("tags", List.of("food", "Food trip")), 200);
    edit("/api/tags/Food trip", Map.of("name", "food"), 200);
    UUID renamed = latestChange();
    assertThat(get("/api/transactions/" + row)).containsEntry("tags", List.of("food"));
    assertThat(list("/api/tags")).containsExactly(Map.of("name", "food", "uses", 1));

    Object groceries = category("My groceries");
    Object food = category("My food");
    json(
        api()
            .put()
            .uri("/api/transactions/" + row + "/splits")
            .bodyValue(Map.of("parts", List.of(part("-5", groceries), part("-7", food))))
            .exchange(),
        200);
    act("/api/categories/" + groceries + "/merge", Map.of("into", food), 200);
    UUID merged = latestChange();
    assertThat(parts(row)).containsExactly("-5.00 " + food, "-7.00 " + food);
    assertThat(ids("categoryId=" + groceries)).containsExactly(row);
    undo(merged, 200);
    undo(renamed, 200);
    assertThat(parts(row)).containsExactly("-5.00 " + groceries, "-7.00 " + food);
    assertThat((List<?>) get("/api/transactions/" + row).get("tags"))
        .map(Object::toString)
        .containsExactlyInAnyOrder("food", "Food trip");
  }

  private static Map<String, Object> part(String amount, Object category) {
    return Map.of("amount", Map.of("amount", amount, "currency", "USD"), "categoryId", category);
  }

  private List<String> parts(Object id) {
    return ((List<?>) get("/api/transactions/" + id).get("splits"))
        .stream()
            .map(Map.class::cast)
            .map(
                part ->
                    ((Map<?, ?>) part.get("amount")).get("amount") + " " + part.get("categoryId"))
            .toList();
  }

  @Test
  void c26AMergedIdMeansItsSurvivor() {
    openAccount(account);
    String a = category("A").toString();
    String b = category("B").toString();
    String c = category("C").toString();
    Object ofA = entered(a);
    Object ofB = entered(b);
    Object ofC = entered(c);
    act("/api/categories/" + a + "/merge", Map.of("into", b), 200);
    UUID first = latestChange();
    act("/api/categories/" + b + "/merge", Map.of("into", c), 200);
    for (String id : List.of(a, b, c)) {
      assertThat(ids("categoryId=" + id)).containsExactlyInAnyOrder(ofA, ofB, ofC);
    }
    Object later = entered(a);
    assertThat(get("/api/transactions/" + later)).containsEntry("categoryId", c);
    Map<String, Object> bulk =
        Map.of("filter", Map.of("categoryId", List.of(a)), "set", Map.of("categoryId", a));
    assertThat(act("/api/transactions/bulk", bulk, 200)).containsEntry("matched", 4);
    undo(latestChange(), 200);
    undo(first, 200);
    assertThat(ids("categoryId=" + a)).containsExactly(ofA);
    assertThat(ids("categoryId=" + c)).containsExactlyInAnyOrder(ofB, ofC, later);
    assertThat(ids("categoryId=" + b)).containsExactlyInAnyOrder(ofB, ofC, later);
  }

  @Test
  void c26AMergedMerchantMeansItsSurvivor() {
    openAccount(account);
    Object a = merchant("A");
    Object b = merchant("B");
    Object c = merchant("C");
    Object row = enter(DAY, "-1.00", "x").get("id");
    edit("/api/transactions/" + row, Map.of("merchantId", a), 200);
    act("/api/merchants/" + a + "/merge", Map.of("into", b), 200);
    act("/api/merchants/" + b + "/merge", Map.of("into", c), 200);
    for (Object id : List.of(a, b, c)) {
      assertThat(ids("merchantId=" + id)).containsExactly(row);
    }
    Object d = merchant("D");
    act("/api/merchants/" + d + "/merge", Map.of("into", a), 200);
    assertThat(get("/api/merchants/" + d)).containsEntry("mergedInto", c);
    act("/api/merchants/" + a + "/archive", "", 200);
    Object second = enter(DAY, "-2.00", "y").get("id");
    assertThat(edit("/api/transactions/" + second, Map.of("merchantId", a), 200))
        .containsEntry("merchantId", c);
  }

  private ObservedTransaction bought(String external, String merchant, String entity) {
    ObservedTransaction seen = seen(external, "-1.00", false, null);
    seen.setMerchantName(merchant);
    seen.setMerchantEntityId(entity);
    return seen;
  }

  @Test
  void c27AWrongMergeOfMerchantsIsUndoneLater() {
    observe(
        bought("a1", "Alpha", "A"),
        bought("a2", "Alpha", "A"),
        bought("a3", "Alpha", "A"),
        bought("b1", "Beta", "B1"),
        bought("b2", "Beta", "B1"),
        bought("c1", "Beta", "B2"),
        bought("c2", "Beta", "B2"));
    awaitCount(7);
    Object a = only("a1").get("merchantId");
    Object b1 = only("b1").get("merchantId");
    Object b2 = only("c1").get("merchantId");
    act("/api/merchants/" + a + "/merge", Map.of("into", b2), 200);
    UUID mergedA = latestChange();
    act("/api/merchants/" + b1 + "/merge", Map.of("into", b2), 200);
    UUID mergedB = latestChange();
    edit("/api/merchants/" + b2, Map.of("name", "Gamma"), 200);
    observe(bought("a4", "Alpha", "A"));
    await().atMost(SOON).untilAsserted(() -> assertThat(ids("merchantId=" + b2)).hasSize(8));
    Object d = merchant("Delta");
    edit("/api/transactions/" + only("a3").get("id"), Map.of("merchantId", d), 200);
    undo(mergedA, 200);
    undo(mergedB, 200);
    assertThat(items("merchantId=" + a + "&" + ALL))
        .extracting(row -> row.get("externalId"))
        .containsExactlyInAnyOrder("a1", "a2", "a4");
    assertThat(ids("merchantId=" + d)).hasSize(1);
    assertThat(ids("merchantId=" + b1)).hasSize(2);
    assertThat(ids("merchantId=" + b2)).hasSize(2);
    assertThat(get("/api/merchants/" + b2)).containsEntry("name", "Gamma");
  }

  @Test
  void namesNoProviderAsTheSourceOfAMerchantOfAManualRow() {
    openAccount(account);
    Object row = enter(DAY, "-1.00", "Kiosk").get("id");
    Map<String, Object> shown = get("/api/transactions/" + row);
    assertThat(shown).containsEntry("merchant", "Kiosk").containsEntry("merchantSource", "user");
    assertThat(get("/api/merchants/" + shown.get("merchantId"))).containsEntry("source", "user");
    assertThat(get("/api/transactions/" + row + "/explanation").toString())
        .doesNotContain("provider");
    observe(bought("P", "Kiosk", null));
    awaitCount(2);
    assertThat(only("P")).containsEntry("merchantSource", "provider");
    assertThat(get("/api/merchants/" + shown.get("merchantId")))
        .containsEntry("source", "provider");
    assertThat(get("/api/transactions/" + row)).containsEntry("merchantSource", "user");
  }
}
