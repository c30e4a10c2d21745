package florin.transactions.validation;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.providersync.ObservedTransaction;
import florin.journal.stream.Ids;
import florin.transactions.Household;
import florin.transactions.category.SystemCategories;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Categories and merchants: whose they are, how they are merged and how that is taken back. */
class NameChecksIT extends Household {

  private static final UUID FOOD =
      SystemCategories.of(Optional.of("FOOD_AND_DRINK"), Optional.empty()).orElseThrow().id();

  private Map<String, Object> category(String name, Object parent) {
    Map<String, Object> body = new HashMap<>(Map.of("name", name));
    if (parent != null) {
      body.put("parentId", parent.toString());
    }
    return json(post("/api/categories", body), 201);
  }

  private List<Map<String, Object>> list(String path) {
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> items = (List<Map<String, Object>>) get(path).get("items");
    return items;
  }

  private ObservedTransaction bought(String external, String merchant, String entity) {
    ObservedTransaction seen = seen(external, "-1.00", false, null);
    seen.setMerchantName(merchant);
    seen.setMerchantEntityId(entity);
    return seen;
  }

  private Map<String, Object> merchant(String name) {
    return list("/api/merchants?" + ALL).stream()
        .filter(row -> row.get("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, Object> change(String path, Object body, int status) {
    return json(post(path, body), status);
  }

  @Test
  void growsATreeOfOnesOwnUnderTheSystems() {
    Object top = category("Hobbies", null).get("id");
    Object bread = category("Bread", FOOD).get("id");
    Object rye = category("Rye", bread).get("id");
    List<Object> order = list("/api/categories").stream().map(row -> row.get("id")).toList();
    assertThat(order.indexOf(FOOD.toString())).isLessThan(order.indexOf(bread));
    assertThat(order.indexOf(bread)).isLessThan(order.indexOf(rye));
    assertThat(order).contains(top).doesNotHaveDuplicates();

    String path = "/api/categories/" + bread;
    api()
        .patch()
        .uri(path)
        .bodyValue(Map.of("parentId", rye))
        .exchange()
        .expectStatus()
        .isEqualTo(422);
    api()
        .patch()
        .uri(path)
        .header("If-Match", "\"1\"")
        .bodyValue(Map.of("name", "Loaves", "parentId", top))
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("ETag", "\"3\"");
    assertThat(get(path)).containsEntry("name", "Loaves").containsEntry("parentId", top);
    api()
        .patch()
        .uri(path)
        .header("If-Match", "\"1\"")
        .bodyValue(Map.of("name", "x"))
        .exchange()
        .expectStatus()
        .isEqualTo(412);
    post("/api/categories", Map.of("name", "hobbies")).expectStatus().isEqualTo(409);
    post("/api/categories", Map.of("name", " ")).expectStatus().isEqualTo(422);
    post("/api/categories", Map.of("name", "x", "parentId", Ids.next()))
        .expectStatus()
        .isEqualTo(422);
    api()
        .patch()
        .uri("/api/categories/" + FOOD)
        .bodyValue(Map.of("name", "x"))
        .exchange()
        .expectStatus()
        .isEqualTo(422);
    assertThat(list("/api/categories"))
        .filteredOn(row -> row.get("system").equals(false))
        .hasSize(3);
  }

  @Test
  void mergesCategoriesWithoutRewritingAndTakesItBack() {
    openAccount(account);
    Object one = enter(LocalDate.of(2026, 5, 1), "-1.00", "x").get("id");
    Object bread = category("Bread", FOOD).get("id");
    Object buns = category("Buns", FOOD).get("id");
    patch(one, "{\"categoryId\":\"" + buns + "\"}").expectStatus().isOk();
    long before = events();
    change("/api/categories/" + buns + "/merge", Map.of("into", bread), 200);
    change("/api/categories/" + bread + "/merge", Map.of("into", FOOD), 200);
    assertThat(events()).isEqualTo(before + 2);
    post("/api/categories/" + bread + "/merge", Map.of("into", buns)).expectStatus().isEqualTo(422);
    assertThat(get("/api/transactions/" + one)).containsEntry("categoryId", FOOD.toString());
    assertThat(items("categoryId=" + FOOD)).hasSize(1);
    change("/api/categories/" + bread + "/unmerge", "", 200);
    assertThat(get("/api/transactions/" + one)).containsEntry("categoryId", bread);
    change("/api/categories/" + buns + "/unmerge", "", 200);
    assertThat(get("/api/transactions/" + one)).containsEntry("categoryId", buns);
    assertThat(items("categoryId=" + FOOD)).hasSize(1);
    assertThat(items("exactCategory=true&categoryId=" + FOOD)).isEmpty();
    change("/api/categories/" + buns + "/archive", "", 200);
    assertThat(get("/api/transactions/" + one)).containsEntry("categoryId", buns);
    patch(one, "{\"categoryId\":\"" + bread + "\"}").expectStatus().isOk();
    patch(one, "{\"categoryId\":\"" + buns + "\"}").expectStatus().isEqualTo(422);
    change("/api/categories/" + buns + "/unarchive", "", 200);
    patch(one, "{\"categoryId\":\"" + buns + "\"}").expectStatus().isOk();
  }

  @Test
  void knowsMerchantsByTheProvidersIdOrByTheirName() {
    observe(
        bought("A", "Starbucks", "E1"),
        bought("B", "Starbucks Reserve", "E1"),
        bought("C", "7-Eleven", null),
        bought("D", "7-ELEVEN", null),
        bought("E", "Coca-Cola", null),
        bought("F", null, null));
    awaitCount(6);
    assertThat(list("/api/merchants"))
        .extracting(row -> row.get("name") + " " + row.get("uses"))
        .containsExactlyInAnyOrder("Starbucks 2", "7-Eleven 2", "Coca-Cola 1", "Shop F 1");
    assertThat(only("B")).containsEntry("merchant", "Starbucks");
    assertThat(list("/api/merchants?q=7-e"))
        .extracting(row -> row.get("name"))
        .containsExactly("7-Eleven");
    assertThat(list("/api/merchants?q=leven")).isEmpty();
    Object starbucks = merchant("Starbucks").get("id");
    assertThat(items("merchantId=" + starbucks)).hasSize(2);
    api().delete().uri("/api/transactions/" + only("A").get("id")).exchange().expectStatus().isOk();
    assertThat(merchant("Starbucks")).containsEntry("uses", 1);
  }

  @Test
  void mergesAndRenamesMerchantsAndTakesItBack() {
    observe(
        bought("A", "Amazon", null), bought("B", "AMZN Mktp", null), bought("C", "Amazon", null));
    awaitCount(3);
    Object amazon = merchant("Amazon").get("id");
    Object market = merchant("Amzn Mktp").get("id");
    change("/api/merchants/" + market + "/merge", Map.of("into", amazon), 200);
    post("/api/merchants/" + amazon + "/merge", Map.of("into", market))
        .expectStatus()
        .isEqualTo(422);
    assertThat(only("B")).containsEntry("merchantId", amazon).containsEntry("merchant", "Amazon");
    assertThat(list("/api/merchants"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("uses", 3)
                    .containsEntry("aliases", List.of("Amzn Mktp")));
    assertThat(list("/api/merchants?q=amzn"))
        .extracting(row -> row.get("id"))
        .containsExactly(amazon);
    assertThat(items("merchantId=" + amazon)).hasSize(3);

    api()
        .patch()
        .uri("/api/merchants/" + amazon)
        .header("If-Match", "\"0\"")
        .bodyValue(Map.of("name", "The River"))
        .exchange()
        .expectStatus()
        .isOk();
    assertThat(only("B")).containsEntry("merchant", "The River");
    assertThat(list("/api/merchants?q=the-r")).hasSize(1);
    change("/api/merchants/" + market + "/unmerge", "", 200);
    assertThat(only("B")).containsEntry("merchant", "Amzn Mktp");
    api()
        .patch()
        .uri("/api/merchants/" + amazon)
        .header("Content-Type", "application/json")
        .bodyValue("{\"name\":null}")
        .exchange()
        .expectStatus()
        .isOk();
    assertThat(only("A")).containsEntry("merchant", "Amazon");
    change("/api/merchants/" + market + "/archive", "", 200);
    assertThat(list("/api/merchants")).extracting(row -> row.get("id")).containsExactly(amazon);
    patch(only("A").get("id"), "{\"merchantId\":\"" + market + "\"}").expectStatus().isEqualTo(422);
    change("/api/merchants/" + market + "/unarchive", "", 200);
    get("/api/merchants/" + market);
    post("/api/merchants/" + Ids.next() + "/archive", "").expectStatus().isNotFound();
  }

  @Test
  void mergesMerchantsIntoNoRing() {
    Object one = change("/api/merchants", Map.of("name", "One"), 201).get("id");
    Object two = change("/api/merchants", Map.of("name", "Two"), 201).get("id");
    Object end = change("/api/merchants", Map.of("name", "End"), 201).get("id");
    change("/api/merchants/" + two + "/merge", Map.of("into", one), 200);
    change("/api/merchants/" + one + "/merge", Map.of("into", end), 200);
    change("/api/merchants/" + one + "/merge", Map.of("into", two), 422);
    change("/api/merchants/" + one + "/merge", Map.of("into", one), 422);
    assertThat(list("/api/merchants")).extracting(row -> row.get("id")).containsExactly(end);
  }
}
