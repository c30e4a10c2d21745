package florin.transactions.rule;

import florin.journal.stream.Rejection;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.rule.definition.AmountRange;
import florin.transactions.rule.definition.ConditionField;
import florin.transactions.rule.definition.ConditionOperator;
import florin.transactions.rule.definition.RuleActions;
import florin.transactions.rule.definition.RuleCondition;
import florin.transactions.rule.definition.RuleDefinition;
import florin.transactions.rule.definition.RuleDefinition.ConditionGroup;
import florin.transactions.rule.definition.RuleDefinition.ConditionMatch;
import florin.transactions.transaction.value.TextField;
import florin.transactions.validation.EditChecks;
import florin.transactions.validation.NameChecks;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The definition of a rule as JSON: in requests, in responses and in the view. */
@Schema(
    name = "RuleDefinition",
    description = "The definition of a rule",
    requiredProperties = "actions")
public record RuleBody(
    @Nullable @Schema(description = "1 to 100 characters; a preview needs none") String name,
    @Nullable
        @Schema(
            allowableValues = {"all", "any"},
            description = "Whether all conditions and groups have to hold, or one; default all")
        String match,
    @Nullable @Schema(description = "Conditions; with those of groups 1 to 50")
        List<ConditionBody> conditions,
    @Nullable @Schema(description = "Groups of conditions; each counts as one condition")
        List<GroupBody> groups,
    @Nullable @Schema(description = "The values that the rule sets; needed") ActionsBody actions) {

  private static final int MOST_CONDITIONS = 50;

  /** Conditions that are combined before they are combined with the others. */
  @Schema(name = "RuleConditionGroup", requiredProperties = "conditions")
  public record GroupBody(
      @Nullable
          @Schema(
              allowableValues = {"all", "any"},
              description = "Whether all conditions of the group have to hold, or one; default all")
          String match,
      @Nullable @Schema(description = "The conditions of the group, at least one")
          List<ConditionBody> conditions) {}

  /** The values that a rule sets. */
  @Schema(
      name = "RuleActions",
      description = "The values that a rule sets; a field that is left out is not set")
  public record ActionsBody(
      @Nullable @Schema(description = "A category that is not archived") UUID categoryId,
      @Nullable @Schema(description = "A merchant that is not archived") UUID merchantId,
      @Nullable @Schema(description = "1 to 500 characters") String description,
      @Nullable @Schema(description = "1 to 2,000 characters") String note,
      @Nullable @Schema(description = "Tags to add") List<String> addTags,
      @Nullable @Schema(description = "Tags to remove, if rules added them")
          List<String> removeTags,
      @Nullable @Schema(description = "Whether the transaction is excluded from reports")
          Boolean excluded,
      @Nullable @Schema(description = "Whether the transaction is a transfer between own accounts")
          Boolean transfer,
      @Nullable
          @Schema(
              description =
                  "Whether no later rule is evaluated for a transaction that this rule matches")
          Boolean stop) {

    private RuleActions parsed(String pointer) {
      RuleActions actions =
          new RuleActions(
              Optional.ofNullable(categoryId),
              Optional.ofNullable(merchantId),
              Optional.ofNullable(description)
                  .map(text -> EditChecks.description(text, pointer + "/description")),
              EditChecks.text(TextField.NOTE, Optional.ofNullable(note), pointer + "/note"),
              tags(addTags, pointer + "/addTags"),
              tags(removeTags, pointer + "/removeTags"),
              Optional.ofNullable(excluded),
              Optional.ofNullable(transfer),
              stop != null && stop);
      if (actions.isEmpty()) {
        throw withoutActions(pointer);
      }
      return actions;
    }

    private static List<String> tags(@Nullable List<String> tags, String pointer) {
      return List.copyOf(EditChecks.tags(Objects.requireNonNullElse(tags, List.of()), pointer));
    }

    private static ActionsBody of(RuleActions actions) {
      return new ActionsBody(
          actions.category().orElse(null),
          actions.merchant().orElse(null),
          actions.description().orElse(null),
          actions.note().orElse(null),
          actions.addTags(),
          actions.removeTags(),
          actions.excluded().orElse(null),
          actions.transfer().orElse(null),
          actions.stop());
    }
  }

  /**
   * Checks the definition, except for the existence of the ids.
   *
   * @throws Rejection naming the field, its value and the expectation
   */
  public RuleDefinition parsed() {
    return parsed(NameChecks.name(name));
  }

  /** The same for a rule that is not stored: it needs no name. */
  public RuleDefinition parsedUnnamed() {
    return parsed(name == null ? "" : NameChecks.name(name));
  }

  private RuleDefinition parsed(String checkedName) {
    List<ConditionGroup> parsedGroups = new ArrayList<>();
    List<RuleCondition> parsed = conditions(conditions, "/conditions");
    int count = parsed.size();
    List<GroupBody> given = Objects.requireNonNullElse(groups, List.of());
    for (int i = 0; i < given.size(); i++) {
      String pointer = "/groups/" + i;
      GroupBody group = given.get(i);
      List<RuleCondition> inside = conditions(group.conditions(), pointer + "/conditions");
      if (inside.isEmpty()) {
        throw withoutConditions(pointer + "/conditions");
      }
      count += inside.size();
      parsedGroups.add(new ConditionGroup(match(group.match(), pointer + "/match"), inside));
    }
    if (count == 0) {
      throw withoutConditions("/conditions");
    }
    if (count > MOST_CONDITIONS) {
      throw new Rejection(
          TransactionsProblem.RULE_TOO_LARGE,
          "conditions: " + count + " (expected: at most " + MOST_CONDITIONS + ")",
          "/conditions");
    }
    ActionsBody wanted = actions;
    if (wanted == null) {
      throw withoutActions("/actions");
    }
    return new RuleDefinition(
        checkedName, match(match, "/match"), parsed, parsedGroups, wanted.parsed("/actions"));
  }

  private static List<RuleCondition> conditions(
      @Nullable List<ConditionBody> conditions, String pointer) {
    List<RuleCondition> parsed = new ArrayList<>();
    List<ConditionBody> given = Objects.requireNonNullElse(conditions, List.of());
    for (int i = 0; i < given.size(); i++) {
      parsed.add(given.get(i).parsed(pointer + "/" + i));
    }
    return parsed;
  }

  private static ConditionMatch match(@Nullable String word, String pointer) {
    return word == null
        ? ConditionMatch.ALL
        : ConditionBody.named(ConditionMatch.class, "match", word, pointer);
  }

  private static Rejection withoutConditions(String pointer) {
    return new Rejection(
        TransactionsProblem.RULE_WITHOUT_CONDITIONS,
        "conditions: none (expected: at least one condition)",
        pointer);
  }

  private static Rejection withoutActions(String pointer) {
    return new Rejection(
        TransactionsProblem.RULE_WITHOUT_ACTIONS,
        "actions: none (expected: at least one value to set, or stop)",
        pointer);
  }

  public static RuleBody of(RuleDefinition definition) {
    return new RuleBody(
        definition.name(),
        definition.match().word(),
        definition.conditions().stream().map(ConditionBody::of).toList(),
        definition.groups().stream()
            .map(
                group ->
                    new GroupBody(
                        group.match().word(),
                        group.conditions().stream().map(ConditionBody::of).toList()))
            .toList(),
        ActionsBody.of(definition.actions()));
  }

  /** A condition as JSON. */
  @Schema(
      name = "RuleCondition",
      requiredProperties = "field",
      description = "A condition; which values it needs follows from field and operator")
  public record ConditionBody(
      @Nullable
          @Schema(
              allowableValues = {
                "description",
                "merchant",
                "note",
                "account",
                "category",
                "tag",
                "amount",
                "pending",
                "transfer"
              },
              description =
                  "The field to test; needed. description: the bank's texts and the one that is"
                      + " shown. amount: of the whole transaction, also if it is split")
          String field,
      @Nullable
          @Schema(
              allowableValues = {"contains", "equals", "starts-with", "matches", "is", "empty"},
              description =
                  "How to compare; default is. Texts are compared without regard to case and"
                      + " accents. matches: a regular expression in RE2 syntax, found anywhere")
          String operator,
      @Nullable @Schema(description = "Whether the condition holds if the comparison does not")
          Boolean negated,
      @Nullable
          @Schema(description = "The text to compare with, or the name of a tag", example = "AMZN")
          String text,
      @Nullable
          @Schema(description = "Accounts, merchants or categories, one of which it has to be")
          List<UUID> ids,
      @Nullable @Schema(description = "The amounts of field amount") AmountBody amount,
      @Nullable @Schema(description = "The value of field pending or transfer; default true")
          Boolean value) {

    private static final int LONGEST_TEXT = 200;
    private static final int MOST_IDS = 100;

    static ConditionBody of(RuleCondition condition) {
      return new ConditionBody(
          condition.field().word(),
          condition.operator().word(),
          condition.negated(),
          condition.text().orElse(null),
          condition.ids(),
          condition.amount().map(AmountBody::of).orElse(null),
          condition.value().orElse(null));
    }

    private RuleCondition parsed(String pointer) {
      ConditionField tested =
          named(
              ConditionField.class,
              "field",
              Objects.requireNonNullElse(field, ""),
              pointer + "/field");
      ConditionOperator comparison =
          operator == null
              ? ConditionOperator.IS
              : named(ConditionOperator.class, "operator", operator, pointer + "/operator");
      if (!tested.operators().contains(comparison)) {
        throw invalid(
            "operator: '%s' (expected: one of %s for field %s)"
                .formatted(
                    comparison.word(),
                    tested.operators().stream().map(ConditionOperator::word).toList(),
                    tested.word()),
            pointer + "/operator");
      }
      boolean isTag = tested == ConditionField.TAG && comparison == ConditionOperator.IS;
      boolean hasIds = tested.hasIds() && comparison == ConditionOperator.IS;
      boolean isAmount = tested == ConditionField.AMOUNT;
      boolean isFlag = tested == ConditionField.PENDING || tested == ConditionField.TRANSFER;
      demand(text != null, comparison.comparesText() || isTag, "text", pointer);
      demand(ids != null && !ids.isEmpty(), hasIds, "ids", pointer);
      demand(amount != null, isAmount, "amount", pointer);
      if (value != null && !isFlag) {
        demand(true, false, "value", pointer);
      }
      return new RuleCondition(
          tested,
          comparison,
          negated != null && negated,
          Optional.ofNullable(text).map(given -> text(given, comparison, isTag, pointer)),
          hasIds ? ids(Objects.requireNonNull(ids), pointer) : List.of(),
          Optional.ofNullable(amount).map(range -> range.parsed(pointer + "/amount")),
          isFlag ? Optional.of(value == null || value) : Optional.empty());
    }

    private static void demand(boolean there, boolean wanted, String name, String pointer) {
      if (there != wanted) {
        throw invalid(
            name
                + (there ? ": not used by this field and operator" : ": missing")
                + " (expected: "
                + (wanted ? "a value" : "left out")
                + ")",
            pointer + "/" + name);
      }
    }

    private static String text(
        String given, ConditionOperator comparison, boolean isTag, String pointer) {
      String at = pointer + "/text";
      if (isTag) {
        return EditChecks.tags(List.of(given), at).iterator().next();
      }
      if (given.isBlank() || given.length() > LONGEST_TEXT) {
        throw invalid(
            "text: '%s' (expected: 1 to %d characters, some of them visible)"
                .formatted(shortened(given), LONGEST_TEXT),
            at);
      }
      ConditionText.demandComparable(given, comparison, at);
      return given;
    }

    private static String shortened(String given) {
      return given.length() <= LONGEST_TEXT ? given : given.substring(0, LONGEST_TEXT) + "…";
    }

    private static List<UUID> ids(List<UUID> given, String pointer) {
      List<UUID> distinct = given.stream().distinct().toList();
      if (distinct.size() > MOST_IDS) {
        throw invalid(
            "ids: " + distinct.size() + " (expected: at most " + MOST_IDS + ")", pointer + "/ids");
      }
      return distinct;
    }

    static <E extends Enum<E>> E named(Class<E> type, String name, String word, String pointer) {
      return ConditionField.named(type, word)
          .orElseThrow(
              () ->
                  invalid(
                      "%s: '%s' (expected: one of the values of the API document)"
                          .formatted(name, shortened(word)),
                      pointer));
    }

    static Rejection invalid(String detail, String pointer) {
      return new Rejection(TransactionsProblem.INVALID_CONDITION, detail, pointer);
    }
  }

  /** A range of amounts as JSON. */
  @Schema(
      name = "RuleAmount",
      description =
          "Magnitudes: 100 stands for money in and out of 100. An amount in another currency is in"
              + " no range with a bound")
  public record AmountBody(
      @Nullable
          @Schema(description = "The currency of the bounds; needed with a bound", example = "USD")
          String currency,
      @Nullable
          @Schema(
              allowableValues = {"in", "out"},
              description = "Only money in or only money out; both if left out")
          String direction,
      @Nullable @Schema(description = "At least this magnitude", example = "100.00") String min,
      @Nullable @Schema(description = "More than this magnitude", example = "100.00") String over,
      @Nullable @Schema(description = "At most this magnitude", example = "100.00") String max,
      @Nullable @Schema(description = "Less than this magnitude", example = "100.00")
          String under) {

    private AmountRange parsed(String pointer) {
      return ConditionText.range(this, pointer);
    }

    private static AmountBody of(AmountRange range) {
      return new AmountBody(
          range.currency().map(currency -> currency.code()).orElse(null),
          range.direction().map(direction -> direction.word()).orElse(null),
          range.min().map(java.math.BigDecimal::toPlainString).orElse(null),
          range.over().map(java.math.BigDecimal::toPlainString).orElse(null),
          range.max().map(java.math.BigDecimal::toPlainString).orElse(null),
          range.under().map(java.math.BigDecimal::toPlainString).orElse(null));
    }
  }
}
