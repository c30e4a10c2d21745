package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.category.SystemCategories;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every kind of change is taken back to what was there before, and the taking back as well. */
class UndoIT extends Household {

  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
  private static final UUID FOOD = SystemCategories.all().getFirst().id();

  /** A write that leads to a change. */
  private interface Write {
    Object make();
  }

  private UUID latest() {
    Map<?, ?> change =
        (Map<?, ?>) ((List<?>) get("/api/changes/transactions?limit=1").get("items")).getFirst();
    return UUID.fromString(change.get("id").toString());
  }

  private UUID undo(UUID change) {
    return UUID.fromString(
        json(post("/api/changes/transactions/" + change + "/undo", ""), 200).get("id").toString());
  }

  /** Everything a user can see of the household, but for how often it was changed. */
  private Map<String, Object> everything() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (String list :
        List.of("transactions?" + ALL, "transactions?removed=true&" + ALL, "merchants?" + ALL)) {
      all.put(list, unversioned(get("/api/" + list).get("items")));
    }
    all.put(
        "categories",
        ((List<?>) unversioned(get("/api/categories").get("items")))
            .stream()
                .filter(row -> Boolean.FALSE.equals(((Map<?, ?>) row).get("system")))
                .toList());
    all.put("tags", get("/api/tags").get("items"));
    return all;
  }

  private static Object unversioned(Object items) {
    return ((List<?>) items)
        .stream()
            .map(
                row -> {
                  Map<Object, Object> copy = new LinkedHashMap<>((Map<?, ?>) row);
                  copy.remove("version");
                  return copy;
                })
            .toList();
  }

  private void goesBackAndForth(Write write) {
    Map<String, Object> before = everything();
    write.make();
    UUID change = latest();
    Map<String, Object> after = everything();
    assertThat(after).isNotEqualTo(before);
    UUID back = undo(change);
    assertThat(everything()).isEqualTo(before);
    undo(back);
    assertThat(everything()).isEqualTo(after);
    undo(latest());
    assertThat(everything()).isEqualTo(before);
  }

  private Object edit(Object id, String body) {
    return json(patch(id, body), 200);
  }

  @Test
  void takesBackEveryKindOfEdit() {
    openAccount(account);
    Object mine = enter(DAY, "-5.00", "Kiosk").get("id");
    observe(seen("A", "-10.00", false, null));
    awaitCount(2);
    Object banks = only("A").get("id");
    Object shop = json(post("/api/merchants", Map.of("name", "Shop")), 201).get("id");
    edit(banks, "{\"tags\":[\"old\"]}");
    for (String body :
        List.of(
            "{\"categoryId\":\"" + FOOD + "\"}",
            "{\"categoryId\":null}",
            "{\"description\":\"Lunch\"}",
            "{\"merchantId\":\"" + shop + "\"}",
            "{\"merchantId\":null}",
            "{\"note\":\"n\"}",
            "{\"tags\":[\"x\",\"y\"]}",
            "{\"tags\":null}",
            "{\"excluded\":true}",
            "{\"categoryId\":\"" + FOOD + "\",\"note\":\"n\",\"tags\":[\"old\",\"z\"]}")) {
      goesBackAndForth(() -> edit(banks, body));
    }
    goesBackAndForth(
        () ->
            edit(
                mine,
                "{\"date\":\"2026-07-01\",\"amount\":{\"amount\":\"3\",\"currency\":\"USD\"}}"));
    goesBackAndForth(
        () ->
            json(
                api()
                    .put()
                    .uri("/api/transactions/" + banks + "/splits")
                    .bodyValue(
                        Map.of(
                            "parts",
                            List.of(
                                Map.of("amount", Map.of("amount", "-1", "currency", "USD")),
                                Map.of("amount", Map.of("amount", "-9", "currency", "USD")))))
                    .exchange(),
                200));
    goesBackAndForth(() -> json(api().delete().uri("/api/transactions/" + banks).exchange(), 200));
    goesBackAndForth(
        () ->
            json(
                post(
                    "/api/transactions/bulk",
                    Map.of("filter", Map.of(), "set", Map.of("note", "all", "excluded", true))),
                200));
  }

  @Test
  void takesBackWhatWasMadeRenamedMovedAndMerged() {
    openAccount(account);
    Object mine = enter(DAY, "-5.00", "Kiosk").get("id");
    Object merchant = row(mine).get("merchantId");
    Object shop = json(post("/api/merchants", Map.of("name", "Shop")), 201).get("id");
    Object top = json(post("/api/categories", Map.of("name", "Top")), 201).get("id");
    Object own =
        json(post("/api/categories", Map.of("name", "Own", "parentId", top)), 201).get("id");
    edit(mine, "{\"categoryId\":\"" + own + "\"}");
    String category = "/api/categories/" + own;
    goesBackAndForth(() -> renamed(category, "{\"name\":\"Mine\",\"parentId\":null}"));
    goesBackAndForth(() -> json(post(category + "/merge", Map.of("into", FOOD)), 200));
    goesBackAndForth(() -> json(post(category + "/archive", ""), 200));
    goesBackAndForth(() -> renamed("/api/merchants/" + merchant, "{\"name\":\"The kiosk\"}"));
    goesBackAndForth(
        () -> json(post("/api/merchants/" + merchant + "/merge", Map.of("into", shop)), 200));
    goesBackAndForth(() -> json(post("/api/merchants/" + merchant + "/archive", ""), 200));
    enter(DAY, "-6.00", "Kiosk");
    Map<String, Object> after = everything();
    UUID back = undo(latest());
    assertThat(items(ALL)).hasSize(1);
    undo(back);
    assertThat(everything()).isEqualTo(after);
  }

  private Map<String, Object> row(Object id) {
    return get("/api/transactions/" + id);
  }

  private Object renamed(String path, String body) {
    return json(
        api()
            .patch()
            .uri(path)
            .header("Content-Type", "application/json")
            .bodyValue(body)
            .exchange(),
        200);
  }

  @Test
  void refusesToUndoWhatWasSetAgainAndNamesTheLaterChange() {
    openAccount(account);
    Object mine = enter(DAY, "-5.00", "Kiosk").get("id");
    edit(mine, "{\"note\":\"one\",\"tags\":[\"t\"]}");
    UUID first = latest();
    edit(mine, "{\"tags\":[\"t\",\"u\"]}");
    edit(mine, "{\"note\":\"two\"}");
    UUID later = latest();
    post("/api/changes/transactions/" + first + "/undo", "")
        .expectStatus()
        .isEqualTo(409)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:undo-conflict")
        .jsonPath("$.detail")
        .value(detail -> assertThat(detail.toString()).contains(later.toString()));
    undo(later);
    undo(first);
    assertThat(row(mine)).containsEntry("note", null).containsEntry("tags", List.of("u"));
  }
}
