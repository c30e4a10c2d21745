package florin.transactions.rule.definition;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One condition on a transaction. Which of the values are present follows from field and operator.
 *
 * @param negated whether the condition holds if the comparison does not
 * @param text of the operators that compare text, and the name of a tag
 * @param ids of accounts, merchants or categories: one of them
 * @param amount of the field {@code AMOUNT}
 * @param value of the fields {@code PENDING} and {@code TRANSFER}
 */
public record RuleCondition(
    ConditionField field,
    ConditionOperator operator,
    boolean negated,
    Optional<String> text,
    List<UUID> ids,
    Optional<AmountRange> amount,
    Optional<Boolean> value) {

  public RuleCondition {
    ids = List.copyOf(ids);
  }

  public static RuleCondition text(ConditionField field, ConditionOperator operator, String text) {
    return new RuleCondition(
        field, operator, false, Optional.of(text), List.of(), Optional.empty(), Optional.empty());
  }

  public static RuleCondition oneOf(ConditionField field, List<UUID> ids) {
    return new RuleCondition(
        field,
        ConditionOperator.IS,
        false,
        Optional.empty(),
        ids,
        Optional.empty(),
        Optional.empty());
  }

  public static RuleCondition amount(AmountRange range) {
    return new RuleCondition(
        ConditionField.AMOUNT,
        ConditionOperator.IS,
        false,
        Optional.empty(),
        List.of(),
        Optional.of(range),
        Optional.empty());
  }

  public static RuleCondition flag(ConditionField field, boolean value) {
    return new RuleCondition(
        field,
        ConditionOperator.IS,
        false,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.of(value));
  }

  public static RuleCondition empty(ConditionField field) {
    return new RuleCondition(
        field,
        ConditionOperator.EMPTY,
        false,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  public RuleCondition not() {
    return new RuleCondition(field, operator, !negated, text, ids, amount, value);
  }
}
