package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.transactions.category.SystemCategories;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Cases C21 to C24: splits, their undo, and the categories in which they count. */
class SplitCasesIT extends Household {

  private static final LocalDate DAY = LocalDate.of(2026, 5, 5);
  private static final UUID FOOD = system("FOOD_AND_DRINK");
  private static final UUID TRAVEL = system("TRAVEL");
  private static final UUID HOME = system("HOME_IMPROVEMENT");

  private static UUID system(String label) {
    return SystemCategories.of(Optional.of(label), Optional.empty()).orElseThrow().id();
  }

  private static Map<String, Object> part(String amount, Object category) {
    Map<String, Object> part = new HashMap<>();
    part.put("amount", Map.of("amount", amount, "currency", "USD"));
    part.put("categoryId", category);
    part.put("note", "note of " + amount);
    return part;
  }

  private Map<String, Object> split(Object id, int status, Object... parts) {
    return json(
        api()
            .put()
            .uri("/api/transactions/" + id + "/splits")
            .bodyValue(Map.of("parts", List.of(parts)))
            .exchange(),
        status);
  }

  private Map<String, Object> unsplit(Object id) {
    return json(api().delete().uri("/api/transactions/" + id + "/splits").exchange(), 200);
  }

  private Map<String, Object> one(Object id) {
    return get("/api/transactions/" + id);
  }

  private UUID latestChange() {
    Map<?, ?> change =
        (Map<?, ?>) ((List<?>) get("/api/changes/transactions?limit=1").get("items")).getFirst();
    return UUID.fromString(change.get("id").toString());
  }

  private void undo(UUID change) {
    json(post("/api/changes/transactions/" + change + "/undo", ""), 200);
  }

  private static List<String> amounts(Map<String, Object> row) {
    return ((List<?>) row.get("splits"))
        .stream()
            .map(part -> ((Map<?, ?>) ((Map<?, ?>) part).get("amount")).get("amount").toString())
            .toList();
  }

  private Object category(String name) {
    return json(post("/api/categories", Map.of("name", name)), 201).get("id");
  }

  @Test
  void c21SplitAndBackAgainAfterTheBankCorrectedTheAmount() {
    observe(seen("S", "-90.00", false, null));
    awaitCount(1);
    Object id = only("S").get("id");
    patch(id, "{\"categoryId\":\"" + FOOD + "\",\"note\":\"client dinner\",\"tags\":[\"work\"]}")
        .expectStatus()
        .isOk();
    Map<String, Object> whole = one(id);
    Object[] parts = {part("-60.00", FOOD), part("-30.00", TRAVEL)};
    split(id, 200, parts);
    UUID splitting = latestChange();
    observe(List.of(), List.of(seen("S", "-92.00", false, null)), List.of());
    await().atMost(SOON).until(() -> Boolean.TRUE.equals(one(id).get("splitStale")));
    assertThat(amounts(one(id))).containsExactly("-60.00", "-30.00");
    assertThat(split(id, 422, parts).get("detail").toString()).contains("-90.00", "-92.00");

    assertThat(unsplit(id))
        .containsEntry("splitStale", false)
        .containsEntry("splits", List.of())
        .containsEntry("categoryId", FOOD.toString())
        .containsEntry("note", "client dinner")
        .containsEntry("tags", List.of("work"));
    undo(latestChange());
    assertThat(one(id)).containsEntry("splitStale", true);
    assertThat(amounts(one(id))).containsExactly("-60.00", "-30.00");
    assertThat((List<?>) one(id).get("splits"))
        .first()
        .satisfies(part -> assertThat(((Map<?, ?>) part).get("note")).isEqualTo("note of -60.00"));
    undo(splitting);
    assertThat(one(id))
        .containsEntry("splits", whole.get("splits"))
        .containsEntry("splitStale", false)
        .containsEntry("categoryId", whole.get("categoryId"))
        .containsEntry("note", "client dinner");
    assertThat(amount(one(id))).isEqualByComparingTo("-92.00");
  }

  @Test
  void c21AnUndoOfAnotherSplitGivesTheStalePartsBack() {
    openAccount(account);
    Object id = enter(DAY, "-10.00", "Kiosk").get("id");
    split(id, 200, part("-4.00", FOOD), part("-6.00", TRAVEL));
    patch(id, "{\"amount\":{\"amount\":\"-11.00\",\"currency\":\"USD\"}}").expectStatus().isOk();
    split(id, 200, part("-5.00", FOOD), part("-6.00", TRAVEL));
    undo(latestChange());
    assertThat(one(id)).containsEntry("splitStale", true);
    assertThat(amounts(one(id))).containsExactly("-4.00", "-6.00");
  }

  @Test
  void c22PartsHaveToSumToTheWholeToTheCent() {
    openAccount(account);
    Object id = enter(DAY, "-100.00", "Market").get("id");
    assertThat(
            split(id, 422, part("-33.33", FOOD), part("-33.33", HOME), part("-33.33", TRAVEL))
                .get("detail")
                .toString())
        .contains("-99.99", "-100.00");
    split(id, 200, part("-33.33", FOOD), part("-33.33", HOME), part("-33.34", TRAVEL));
    split(id, 200, part("10", FOOD), part("-110", HOME));
    split(id, 422, part("-100", FOOD), part("0", HOME));
    split(id, 422, part("-33.335", FOOD), part("-66.665", HOME));
    assertThat(amounts(one(id))).containsExactly("10.00", "-110.00");
  }

  private static Map<String, String> money(String amount, String currency) {
    return Map.of("amount", amount, "currency", currency);
  }

  /** Splits a row in another currency, and gives the amounts that are stored, or the refusal. */
  private Object splitIn(String currency, int status, String whole, String... parts) {
    UUID kept = UUID.randomUUID();
    openAccount(kept, currency);
    Object id =
        json(
                post(
                    "/api/transactions",
                    Map.of(
                        "accountId",
                        kept,
                        "date",
                        DAY.toString(),
                        "amount",
                        money(whole, currency),
                        "description",
                        "Market")),
                201)
            .get("id");
    List<Map<String, Object>> bodies = new ArrayList<>();
    for (String part : parts) {
      bodies.add(Map.of("amount", money(part, currency), "categoryId", FOOD));
    }
    Map<String, Object> split = split(id, status, bodies.toArray());
    return status == 200 ? amounts(one(id)) : split.get("detail");
  }

  @Test
  void c22PartsHaveTheDecimalsOfTheirCurrency() {
    assertThat(splitIn("JPY", 422, "-100", "-33.5", "-66.5")).asString().contains("-33.5");
    assertThat(splitIn("JPY", 200, "-100", "-33", "-67")).isEqualTo(List.of("-33", "-67"));
    assertThat(splitIn("KWD", 200, "-1.000", "-0.333", "-0.333", "-0.334"))
        .isEqualTo(List.of("-0.333", "-0.333", "-0.334"));
  }

  @Test
  void c23ARemovedSplitCountsInNoCategory() {
    openAccount(account);
    Object id = enter(DAY, "-100.00", "Market").get("id");
    split(id, 200, part("-60.00", FOOD), part("-40.00", HOME));
    api().delete().uri("/api/transactions/" + id).exchange().expectStatus().isOk();
    assertThat(ids("categoryId=" + FOOD)).isEmpty();
    assertThat(matchedByBulk(Map.of("categoryId", List.of(HOME)))).isZero();
    assertThat(uses(FOOD)).isZero();
    undo(latestChange());
    assertThat(ids("categoryId=" + FOOD)).containsExactly(id);
    assertThat(ids("categoryId=" + HOME)).containsExactly(id);
    assertThat(List.of(uses(FOOD), uses(HOME))).containsExactly(1, 1);
    assertThat(get("/api/transactions/" + id + "/explanation").toString()).contains("Split");
    api().delete().uri("/api/transactions/" + id).exchange().expectStatus().isOk();
    assertThat(List.of(uses(FOOD), uses(HOME))).containsExactly(0, 0);
  }

  private int uses(Object category) {
    return (int) get("/api/categories/" + category).get("uses");
  }

  @Test
  void c24ASplitRowCountsInTheCategoriesOfItsPartsOnly() {
    openAccount(account);
    Object food = category("My food");
    Object misc = category("Misc");
    Object id = enter(DAY, "-10.00", "Market").get("id");
    patch(id, "{\"categoryId\":\"" + food + "\"}").expectStatus().isOk();
    assertThat(uses(food)).isEqualTo(1);
    split(id, 200, part("-4.00", HOME), part("-6.00", TRAVEL));
    assertThat(uses(food)).isZero();
    assertThat(List.of(uses(HOME), uses(TRAVEL))).containsExactly(1, 1);
    assertThat(ids("categoryId=" + food)).isEmpty();
    assertThat(ids("categoryId=" + food + "&categoryId=" + misc)).isEmpty();
    assertThat(ids("categoryId=" + food + "&categoryId=" + HOME)).containsExactly(id);
    assertThat(matchedByBulk(Map.of("categoryId", List.of(food)))).isZero();
    assertThat(matchedByBulk(Map.of("categoryId", List.of(HOME)))).isEqualTo(1);
    json(post("/api/categories/" + food + "/archive", ""), 200);
    json(post("/api/categories/" + food + "/merge", Map.of("into", misc)), 200);
    UUID merging = latestChange();
    assertThat(unsplit(id)).containsEntry("categoryId", misc);
    assertThat(ids("categoryId=" + misc)).containsExactly(id);
    assertThat(ids("categoryId=" + food)).containsExactly(id);
    assertThat(uses(misc)).isEqualTo(1);
    undo(merging);
    assertThat(one(id)).containsEntry("categoryId", food);
    assertThat(get("/api/categories/" + food)).containsEntry("archived", true);
  }
}
