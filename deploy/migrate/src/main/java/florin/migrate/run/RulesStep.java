package florin.migrate.run;

import florin.migrate.client.FlorinHttp;
import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.RuleFields;
import florin.migrate.plan.row.JsonText;
import florin.migrate.plan.row.Vocabulary;
import florin.migrate.plan.transaction.CategorySlug;
import florin.migrate.run.step.Categories;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.MigrationStep;
import florin.migrate.run.step.StepChanges;
import florin.migrate.source.SourceRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Rules. The first match of a user's rules ends the evaluation, as it did in the source. */
final class RulesStep implements MigrationStep {

  private final MigrationPlan plan;
  private final List<FlorinUser> users;

  RulesStep(MigrationPlan plan, List<FlorinUser> users) {
    this.plan = plan;
    this.users = users;
  }

  @Override
  public String name() {
    return "rules";
  }

  @Override
  public long planned() {
    return plan.rowsOf("transaction_rules").size();
  }

  @Override
  public void run(StepChanges changes) {
    for (FlorinUser user : users) {
      user.readAccounts();
      Categories categories = new Categories(user);
      List<String> there =
          user.client().whole("/api/rules").stream()
              .map(one -> one.path("name").asString(""))
              .toList();
      for (SourceRow row : plan.rowsOf("transaction_rules")) {
        String name = "pyNance rule " + row.text("id").orElse("");
        if (plan.userOf(row).filter(user::owns).isPresent()) {
          create(user, row, name, there.contains(name), categories, changes);
        }
      }
    }
  }

  private void create(
      FlorinUser user,
      SourceRow row,
      String name,
      boolean there,
      Categories categories,
      StepChanges changes) {
    if (there) {
      changes.bring(user.key("rule", name), true, name, () -> {});
      return;
    }
    JsonNode criteria = json(row, "match_criteria");
    JsonNode action = json(row, "action");
    Optional<Map<String, Object>> conditions = RuleConditions.of(user, criteria);
    Map<String, Object> actions = actions(action, categories, changes);
    if (conditions.isEmpty() || actions.isEmpty()) {
      changes.leftOut("%s: Florin has no rule with %s and %s".formatted(name, criteria, action));
      return;
    }
    actions.put("stop", true);
    Map<String, Object> body = new LinkedHashMap<>(conditions.get());
    body.put("name", name);
    body.put("enabled", row.flag("is_active", true));
    body.put("match", "all");
    body.put("actions", actions);
    changes.bring(
        user.key("rule", name), false, name, () -> user.client().post("/api/rules", body, name));
  }

  private static JsonNode json(SourceRow row, String column) {
    return row.text(column).flatMap(JsonText::parse).orElseGet(FlorinHttp.JSON::createObjectNode);
  }

  private Map<String, Object> actions(JsonNode action, Categories categories, StepChanges changes) {
    Map<String, Object> actions = new LinkedHashMap<>();
    Map<String, SourceRow> byId =
        plan.rowsOf("categories").stream()
            .filter(row -> row.text("id").isPresent())
            .collect(
                Collectors.toMap(row -> row.text("id").orElseThrow(), row -> row, (a, _) -> a));
    Optional<String> category =
        Optional.ofNullable(byId.get(action.path("category_id").asString("")))
            .flatMap(row -> CategorySlug.of(row).or(() -> row.text("display_name")))
            .or(() -> JsonText.text(action, "category"));
    category
        .flatMap(name -> categories.category(name, changes))
        .ifPresent(id -> actions.put("categoryId", id));
    JsonText.text(action, "merchant_name")
        .flatMap(name -> categories.merchant(name, changes))
        .ifPresent(id -> actions.put("merchantId", id));
    JsonText.text(action, "description")
        .ifPresent(
            text ->
                actions.put("description", Vocabulary.cut(text, RuleFields.LONGEST_DESCRIPTION)));
    return actions;
  }
}
