package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules of a user: created, replaced, ordered, deleted, and undone. */
class RulesIT extends Household {

  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);

  private static Map<String, Object> body(String name, Object condition, Object actions) {
    return new LinkedHashMap<>(
        Map.of("name", name, "conditions", List.of(condition), "actions", actions));
  }

  private static Map<String, Object> contains(String text) {
    return Map.of("field", "description", "operator", "contains", "text", text);
  }

  private Map<String, Object> create(String name, Object condition, Object actions) {
    return json(post("/api/rules", body(name, condition, actions)), 201);
  }

  private Map<String, Object> put(String path, Object body, int status) {
    return json(api().put().uri(path).bodyValue(body).exchange(), status);
  }

  private List<Object> order() {
    List<Object> ids = new ArrayList<>();
    for (Object rule : (List<?>) get("/api/rules").get("items")) {
      ids.add(((Map<?, ?>) rule).get("id"));
    }
    return ids;
  }

  private Map<?, ?> latestChange() {
    return (Map<?, ?>) ((List<?>) get("/api/changes/transactions?limit=1").get("items")).getFirst();
  }

  private void undoLatest() {
    json(post("/api/changes/transactions/" + latestChange().get("id") + "/undo", ""), 200);
  }

  @Test
  void areOrderedReplacedDisabledDeletedAndEachChangeIsUndone() {
    Object one = create("One", contains("one"), Map.of("note", "1")).get("id");
    Object two = create("Two", contains("two"), Map.of("note", "2")).get("id");
    Object three = create("Three", contains("three"), Map.of("note", "3")).get("id");
    assertThat(order()).containsExactly(one, two, three);

    put("/api/rules/order", Map.of("ids", List.of(three, one, two)), 200);
    assertThat(order()).containsExactly(three, one, two);
    undoLatest();
    assertThat(order()).containsExactly(one, two, three);

    Map<String, Object> before = get("/api/rules/" + two);
    Map<String, Object> replaced = body("Other", contains("other"), Map.of("note", "2"));
    replaced.put("enabled", false);
    Map<String, Object> after = put("/api/rules/" + two, replaced, 200);
    assertThat(after).containsEntry("name", "Other").containsEntry("enabled", false);
    assertThat((Integer) after.get("version")).isGreaterThan((Integer) before.get("version"));
    undoLatest();
    assertThat(get("/api/rules/" + two))
        .containsEntry("name", "Two")
        .containsEntry("enabled", true)
        .containsEntry("conditions", before.get("conditions"));

    api().delete().uri("/api/rules/" + one).exchange().expectStatus().isEqualTo(204);
    assertThat(order()).containsExactly(two, three);
    json(api().get().uri("/api/rules/" + one).exchange(), 404);
    json(api().delete().uri("/api/rules/" + one).exchange(), 404);
    put("/api/rules/" + one, body("One", contains("one"), Map.of("note", "1")), 404);
    undoLatest();
    assertThat(order()).containsExactly(one, two, three);
  }

  @Test
  void anOrderNamesEveryRuleOnce() {
    Object one = create("One", contains("one"), Map.of("note", "1")).get("id");
    Object two = create("Two", contains("two"), Map.of("note", "2")).get("id");
    for (List<Object> ids :
        List.of(List.of(one), List.of(one, one), List.of(one, two, account.toString()))) {
      assertThat(put("/api/rules/order", Map.of("ids", ids), 422))
          .containsEntry("type", "urn:florin:problem:invalid-rule-order");
    }
    assertThat(order()).containsExactly(one, two);
  }

  @Test
  void idsThatAreNotTheUsersAreRefusedWithTheirPlace() {
    Map<String, Object> category =
        json(
            post("/api/rules", body("r", contains("a"), Map.of("categoryId", account.toString()))),
            422);
    assertThat(category)
        .containsEntry("type", "urn:florin:problem:category-unknown")
        .extracting("errors")
        .asString()
        .contains("/actions/categoryId");
    Map<String, Object> merchant =
        json(
            post(
                "/api/rules",
                body(
                    "r",
                    Map.of("field", "merchant", "ids", List.of(account.toString())),
                    Map.of("note", "n"))),
            422);
    assertThat(merchant).containsEntry("type", "urn:florin:problem:merchant-unknown");
    Map<String, Object> unknown =
        json(
            post(
                "/api/rules",
                body(
                    "r",
                    Map.of("field", "account", "ids", List.of(account.toString())),
                    Map.of("note", "n"))),
            409);
    assertThat(unknown).containsEntry("type", "urn:florin:problem:account-not-known-yet");
    assertThat(order()).isEmpty();
  }
}
