package florin.migrate.plan;

import florin.migrate.plan.account.PlannedAccount;
import florin.migrate.plan.findings.FindingRule;
import florin.migrate.plan.findings.Findings;
import florin.migrate.plan.row.BroughtKeys;
import florin.migrate.plan.row.JsonText;
import florin.migrate.plan.row.KeptRows;
import florin.migrate.plan.row.Vocabulary;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/** Checks rules. */
final class RuleRows {

  private static final String RULES = "transaction_rules";
  private static final int LONGEST_TEXT = 200;
  private static final int LONGEST_NAME = 100;

  /** Look-around, atomic groups and references back to a group. */
  private static final Pattern NOT_RE2 =
      Pattern.compile("\\(\\?(?:=|!|<=|<!|>|P=)|(?<!\\\\)(?:\\\\\\\\)*\\\\[1-9]");

  private final Findings findings;
  private final BroughtKeys keys;
  private final RowChecks checks;
  private final Map<String, PlannedAccount> accounts;
  private final Set<String> usedCategories = new HashSet<>();

  RuleRows(
      Findings findings, BroughtKeys keys, RowChecks checks, Map<String, PlannedAccount> accounts) {
    this.findings = findings;
    this.keys = keys;
    this.checks = checks;
    this.accounts = accounts;
  }

  boolean isRule(KeptRows.Kept one) {
    Optional<JsonNode> criteria = object(one, "match_criteria");
    Optional<JsonNode> action = object(one, "action");
    if (criteria.isEmpty() || action.isEmpty()) {
      return checks.leftOut(
          RULES,
          one,
          FindingRule.INVALID_JSON,
          (criteria.isEmpty() ? "match_criteria" : "action")
              + ": no object (expected: a JSON object)");
    }
    List<String> conditions = others(criteria.get(), RuleFields.CRITERIA);
    List<String> actions = others(action.get(), RuleFields.ACTIONS);
    if (!conditions.isEmpty() || isEmpty(criteria.get(), RuleFields.CRITERIA)) {
      return notMapped(one, "match_criteria", conditions, RuleFields.CRITERIA);
    }
    if (isEmpty(action.get(), RuleFields.ACTIONS)) {
      return notMapped(one, "action", actions, RuleFields.ACTIONS);
    }
    if (!checks.user(RULES, one)
        || !isAccount(one, criteria.get())
        || !areTexts(one, criteria.get(), action.get())
        || !isPattern(one, criteria.get())
        || !areAmounts(one, criteria.get())
        || !isCategory(one, action.get())) {
      return false;
    }
    usedCategories.add(action.get().path("category_id").asString(""));
    actions.forEach(
        field ->
            findings.changed(
                RULES, one.key(), FindingRule.NOT_MAPPED, "action: brought without " + field));
    return true;
  }

  /** Whether a rule refers to a category. */
  boolean usesCategory(String id) {
    return usedCategories.contains(id);
  }

  private static Optional<JsonNode> object(KeptRows.Kept one, String column) {
    return one.row().text(column).flatMap(JsonText::parse).filter(JsonNode::isObject);
  }

  /** The fields with a value that Florin does not have. */
  private static List<String> others(JsonNode json, Set<String> known) {
    return json.propertyStream()
        .filter(field -> !known.contains(field.getKey()) && !field.getValue().isNull())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static boolean isEmpty(JsonNode json, Set<String> known) {
    return json.propertyStream()
        .noneMatch(field -> known.contains(field.getKey()) && hasValue(field.getValue()));
  }

  private static boolean hasValue(JsonNode value) {
    return !value.isNull()
        && !value.isMissingNode()
        && !(value.isString() && value.asString().isBlank());
  }

  private boolean notMapped(
      KeptRows.Kept one, String column, List<String> found, Set<String> expected) {
    return checks.leftOut(
        RULES,
        one,
        FindingRule.NOT_MAPPED,
        "%s: %s (expected: some of %s)".formatted(column, found, new TreeSet<>(expected)));
  }

  private boolean isAccount(KeptRows.Kept one, JsonNode criteria) {
    String id = criteria.path("account_id").asString("");
    boolean owned =
        Optional.ofNullable(accounts.get(id))
            .map(PlannedAccount::user)
            .equals(checks.userOf(one.row()));
    return id.isEmpty()
        || owned
        || checks.leftOut(
            RULES,
            one,
            FindingRule.ORPHAN,
            "match_criteria: account_id %s (expected: an account of its user that is brought)"
                .formatted(id));
  }

  /** Texts of a condition are compared as a whole; one that a rule sets may be cut. */
  private boolean areTexts(KeptRows.Kept one, JsonNode criteria, JsonNode action) {
    for (String field : List.of("merchant_name", "description_pattern")) {
      JsonNode value = criteria.path(field);
      if (hasValue(value) && (!value.isString() || value.asString().length() > LONGEST_TEXT)) {
        return checks.leftOut(
            RULES,
            one,
            FindingRule.NOT_MAPPED,
            "match_criteria: %s %s (expected: a text of at most %d characters)"
                .formatted(field, Vocabulary.cut(value.toString(), LONGEST_TEXT), LONGEST_TEXT));
      }
    }
    for (String field : List.of("category", "merchant_name", "description")) {
      JsonNode value = action.path(field);
      if (hasValue(value) && !value.isString()) {
        return checks.leftOut(
            RULES,
            one,
            FindingRule.NOT_MAPPED,
            "action: %s %s (expected: a text)"
                .formatted(field, Vocabulary.cut(value.toString(), LONGEST_TEXT)));
      }
      int longest = field.equals("description") ? RuleFields.LONGEST_DESCRIPTION : LONGEST_NAME;
      if (value.asString("").length() > longest) {
        findings.changed(
            RULES,
            one.key(),
            FindingRule.SHORTENED,
            "action: %s: %d characters (expected: at most %d)"
                .formatted(field, value.asString("").length(), longest));
      }
    }
    return true;
  }

  /** Florin has regular expressions in RE2 syntax. */
  private boolean isPattern(KeptRows.Kept one, JsonNode criteria) {
    String pattern = criteria.path("description_pattern").asString("");
    return isRe2(pattern) && pattern.length() <= LONGEST_TEXT
        || checks.leftOut(
            RULES,
            one,
            FindingRule.NOT_MAPPED,
            "match_criteria: description_pattern '%s' (expected: RE2 syntax, at most %d characters)"
                .formatted(pattern, LONGEST_TEXT));
  }

  private static boolean isRe2(String pattern) {
    try {
      Pattern.compile(pattern.replace("(?P<", "(?<"));
      return !NOT_RE2.matcher(pattern).find();
    } catch (PatternSyntaxException none) {
      return false;
    }
  }

  private boolean areAmounts(KeptRows.Kept one, JsonNode criteria) {
    for (String field : List.of("amount_min", "amount_max")) {
      JsonNode value = criteria.path(field);
      if (criteria.hasNonNull(field) && !isNumber(value)) {
        return checks.leftOut(
            RULES,
            one,
            FindingRule.UNREADABLE_VALUE,
            "match_criteria: %s %s (expected: a number)".formatted(field, value));
      }
    }
    if (isNumber(criteria.path("amount_min"))
        && isNumber(criteria.path("amount_max"))
        && number(criteria, "amount_min").compareTo(number(criteria, "amount_max")) > 0) {
      return checks.leftOut(
          RULES,
          one,
          FindingRule.OUT_OF_RANGE,
          "match_criteria: amount_min %s, amount_max %s (expected: no more than amount_max)"
              .formatted(criteria.path("amount_min"), criteria.path("amount_max")));
    }
    return true;
  }

  private static BigDecimal number(JsonNode criteria, String field) {
    return new BigDecimal(criteria.path(field).asString().strip());
  }

  private static boolean isNumber(JsonNode value) {
    try {
      return value.isNumber()
          || value.isString() && new BigDecimal(value.asString().strip()).scale() < LONGEST_TEXT;
    } catch (NumberFormatException none) {
      return false;
    }
  }

  /** A category that is not brought leaves out a rule that does nothing else. */
  private boolean isCategory(KeptRows.Kept one, JsonNode action) {
    String id = action.path("category_id").asString("");
    boolean other =
        RuleFields.ACTIONS.stream()
            .anyMatch(field -> !field.equals("category_id") && action.hasNonNull(field));
    if (id.isEmpty() || keys.contains("categories", id)) {
      return true;
    }
    String detail =
        "action: category_id %s (expected: a row of categories that is brought)".formatted(id);
    if (!other) {
      return checks.leftOut(RULES, one, FindingRule.ORPHAN, detail);
    }
    findings.changed(RULES, one.key(), FindingRule.REFERENCE_DROPPED, detail);
    return true;
  }
}
