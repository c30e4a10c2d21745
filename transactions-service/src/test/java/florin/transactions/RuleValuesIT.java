package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.Commands;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.transactions.category.SystemCategories;
import florin.transactions.transaction.Transaction;
import florin.transactions.transaction.TransactionCommand;
import florin.transactions.transaction.value.RuleValues;
import florin.transactions.transaction.value.TextField;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Values of rules lie between those of the user and those of the bank. */
class RuleValuesIT extends Household {

  private static final UUID RULE = Ids.next();
  private static final UUID TRAVEL = SystemCategories.all().get(3).id();
  private static final UUID RENT = SystemCategories.all().get(5).id();

  @Autowired Commands commands;

  private UUID apply(Object id, Actor actor, RuleValues wanted) {
    Change change = Change.by(actor, user, Instant.now());
    StreamId stream = new StreamId(user, Transaction.STREAM, UUID.fromString(String.valueOf(id)));
    commands
        .run(
            user,
            unit ->
                unit.load(Transaction.DECIDER, stream)
                    .doOnNext(
                        found ->
                            unit.decide(
                                Transaction.DECIDER,
                                found,
                                new TransactionCommand.ApplyRules(wanted, change.at()),
                                change))
                    .then())
        .block(Duration.ofMinutes(1));
    return change.id();
  }

  private static RuleValues wanted(int version) {
    return RuleValues.NONE
        .withCategory(TRAVEL, RULE, version)
        .withText(TextField.DESCRIPTION, "Train", RULE, version)
        .withText(TextField.NOTE, "by rule", RULE, version)
        .withExcluded(RULE, version)
        .withTag("trip", RULE, version);
  }

  private Map<?, ?> explained(Object id, String field) {
    return ((List<?>) get("/api/transactions/" + id + "/explanation").get("fields"))
        .stream()
            .map(one -> (Map<?, ?>) one)
            .filter(one -> field.equals(one.get("field")))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void showsTheUsersValueElseTheRulesElseTheBanks() {
    observe(seen("A", "-10.00", false, null));
    awaitCount(1);
    Map<String, Object> bank = only("A");
    Object id = bank.get("id");
    apply(id, Actor.PROVIDER, wanted(1));
    assertThat(only("A"))
        .containsEntry("categoryId", TRAVEL.toString())
        .containsEntry("categorySource", "rule")
        .containsEntry("description", "Train")
        .containsEntry("note", "by rule")
        .containsEntry("excluded", true)
        .containsEntry("tags", List.of("trip"))
        .containsEntry("version", 0);
    assertThat(items("tag=trip&categoryId=" + TRAVEL)).hasSize(1);
    assertThat(get("/api/transactions/" + id + "/history").get("items").toString())
        .contains("RulesApplied", "ruleId=" + RULE, "ruleVersion=1");
    Object rule = Map.of("ruleId", RULE.toString(), "ruleVersion", 1);
    for (String field : List.of("categoryId", "description", "note", "excluded", "tags")) {
      assertThat(explained(id, field).get("source")).as(field).isEqualTo("rule");
      assertThat(explained(id, field).get("rules")).as(field).isEqualTo(List.of(rule));
    }
    json(
        patch(
            id,
            "{\"categoryId\":null,\"description\":\"Mine\",\"note\":null,\"tags\":[],\"excluded\":false}"),
        200);
    Map<String, Object> edited = only("A");
    assertThat(edited)
        .containsEntry("categoryId", null)
        .containsEntry("categorySource", "user")
        .containsEntry("description", "Mine")
        .containsEntry("note", null)
        .containsEntry("excluded", false)
        .containsEntry("tags", List.of());
    long events = events();
    apply(id, Actor.USER, wanted(2).withCategory(RENT, RULE, 2));
    assertThat(events()).isEqualTo(events);
    assertThat(only("A")).isEqualTo(edited);
    assertThat(explained(id, "categoryId").get("rules")).isEqualTo(List.of());
    json(patch(id, "{\"description\":null}"), 200);
    assertThat(only("A")).containsEntry("description", "Train");
  }

  @Test
  void undoesARunOfRulesAndAnEditOverIt() {
    observe(seen("A", "-10.00", false, null));
    awaitCount(1);
    Map<String, Object> bank = only("A");
    Object id = bank.get("id");
    apply(id, Actor.PROVIDER, wanted(1));
    Map<String, Object> first = only("A");
    UUID run =
        apply(
            id,
            Actor.USER,
            RuleValues.NONE
                .withCategory(RENT, RULE, 2)
                .without(TextField.NOTE, RULE, 2)
                .withTag("home", RULE, 2)
                .withoutTag("trip", RULE, 2));
    Map<String, Object> second = only("A");
    assertThat(second)
        .containsEntry("categoryId", RENT.toString())
        .containsEntry("note", null)
        .containsEntry("tags", List.of("home"));
    json(patch(id, "{\"tags\":[],\"note\":\"mine\"}"), 200);
    UUID edit =
        UUID.fromString(
            ((Map<?, ?>)
                    ((List<?>) get("/api/changes/transactions?limit=1").get("items")).getFirst())
                .get("id")
                .toString());
    undo(edit);
    assertThat(shown()).isEqualTo(unversioned(second));
    undo(run);
    assertThat(shown()).isEqualTo(unversioned(first));
    assertThat(explained(id, "categoryId").get("rules"))
        .isEqualTo(List.of(Map.of("ruleId", RULE.toString(), "ruleVersion", 1)));
  }

  private void undo(UUID change) {
    json(post("/api/changes/transactions/" + change + "/undo", ""), 200);
  }

  private Map<String, Object> shown() {
    return unversioned(only("A"));
  }

  private static Map<String, Object> unversioned(Map<String, Object> row) {
    row.remove("version");
    return Objects.requireNonNull(row);
  }
}
