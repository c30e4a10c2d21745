package florin.migrate.run;

import florin.migrate.plan.RuleFields;
import florin.migrate.plan.account.PlannedAccount;
import florin.migrate.run.step.FlorinUser;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The criteria of a rule as Florin's conditions. A criterion that Florin does not have leaves out
 * the whole rule: without it the rule would match more.
 */
final class RuleConditions {

  private static final int LONGEST_TEXT = 200;

  private final FlorinUser user;
  private final JsonNode criteria;
  private final List<Map<String, Object>> conditions = new ArrayList<>();
  private final List<Map<String, Object>> groups = new ArrayList<>();

  private RuleConditions(FlorinUser user, JsonNode criteria) {
    this.user = user;
    this.criteria = criteria;
  }

  /** The conditions and groups of a rule, empty if there are none or not all can be mapped. */
  static Optional<Map<String, Object>> of(FlorinUser user, JsonNode criteria) {
    RuleConditions made = new RuleConditions(user, criteria);
    boolean known =
        criteria
            .propertyStream()
            .allMatch(one -> RuleFields.CRITERIA.contains(one.getKey()) || one.getValue().isNull());
    return known && made.addAll() && !(made.conditions.isEmpty() && made.groups.isEmpty())
        ? Optional.of(Map.of("conditions", made.conditions, "groups", made.groups))
        : Optional.empty();
  }

  private boolean addAll() {
    return addAccount()
        && addText("merchant_name", "merchant", "equals")
        && addText("description_pattern", "description", "matches")
        && addAmounts();
  }

  private boolean addAccount() {
    String account = criteria.path("account_id").asString("");
    if (account.isEmpty()) {
      return true;
    }
    Optional<String> id = user.account(account);
    id.ifPresent(of -> conditions.add(condition("account", "is", "ids", List.of(of))));
    return id.isPresent();
  }

  private boolean addText(String criterion, String field, String operator) {
    String text = criteria.path(criterion).asString("").strip();
    if (!text.isEmpty()) {
      conditions.add(condition(field, operator, "text", text));
    }
    return text.length() <= LONGEST_TEXT;
  }

  /** The source's amounts are positive for money out; Florin compares magnitudes. */
  private boolean addAmounts() {
    Optional<BigDecimal> min = number("amount_min");
    Optional<BigDecimal> max = number("amount_max");
    if (min.isEmpty() && max.isEmpty()) {
      return !criteria.hasNonNull("amount_min") && !criteria.hasNonNull("amount_max");
    }
    List<Map<String, Object>> ranges = new ArrayList<>();
    if (max.isEmpty() || max.get().signum() >= 0) {
      ranges.add(range("out", min.filter(of -> of.signum() > 0), max));
    }
    if (min.isEmpty() || min.get().signum() < 0) {
      ranges.add(
          range(
              "in",
              max.filter(of -> of.signum() < 0).map(BigDecimal::negate),
              min.map(BigDecimal::negate)));
    }
    if (ranges.size() == 1) {
      conditions.addAll(ranges);
    } else {
      groups.add(Map.of("match", "any", "conditions", ranges));
    }
    return true;
  }

  private Optional<BigDecimal> number(String criterion) {
    JsonNode value = criteria.path(criterion);
    try {
      return value.isNumber() || value.isString()
          ? Optional.of(new BigDecimal(value.asString().strip()))
          : Optional.empty();
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  private Map<String, Object> range(
      String direction, Optional<BigDecimal> min, Optional<BigDecimal> max) {
    Map<String, Object> range = new LinkedHashMap<>();
    range.put("direction", direction);
    min.ifPresent(of -> range.put("min", of.toPlainString()));
    max.ifPresent(of -> range.put("max", of.toPlainString()));
    if (min.isPresent() || max.isPresent()) {
      range.put("currency", currency());
    }
    return condition("amount", "is", "amount", range);
  }

  /** That of the rule's account, else that of the user's first one. */
  private String currency() {
    String account = criteria.path("account_id").asString("");
    return user.plannedAccounts()
        .filter(one -> account.isEmpty() || one.id().equals(account))
        .map(PlannedAccount::currency)
        .findFirst()
        .orElse("USD");
  }

  private static Map<String, Object> condition(
      String field, String operator, String name, Object value) {
    Map<String, Object> condition = new LinkedHashMap<>();
    condition.put("field", field);
    condition.put("operator", operator);
    condition.put(name, value);
    return condition;
  }
}
