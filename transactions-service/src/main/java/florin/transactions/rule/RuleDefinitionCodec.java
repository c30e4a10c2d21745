package florin.transactions.rule;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.transactions.RuleAmount;
import florin.events.transactions.RuleConditionGroup;
import florin.transactions.rule.definition.AmountRange;
import florin.transactions.rule.definition.AmountRange.Direction;
import florin.transactions.rule.definition.ConditionField;
import florin.transactions.rule.definition.ConditionOperator;
import florin.transactions.rule.definition.RuleActions;
import florin.transactions.rule.definition.RuleCondition;
import florin.transactions.rule.definition.RuleDefinition;
import florin.transactions.rule.definition.RuleDefinition.ConditionGroup;
import florin.transactions.rule.definition.RuleDefinition.ConditionMatch;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The definition of a rule as Avro. */
final class RuleDefinitionCodec {

  private RuleDefinitionCodec() {}

  static florin.events.transactions.RuleDefinition toAvro(RuleDefinition definition) {
    return new florin.events.transactions.RuleDefinition(
        definition.name(),
        definition.match().word(),
        conditions(definition.conditions()),
        definition.groups().stream()
            .map(
                group ->
                    new RuleConditionGroup(group.match().word(), conditions(group.conditions())))
            .toList(),
        actions(definition.actions()));
  }

  private static List<florin.events.transactions.RuleCondition> conditions(
      List<RuleCondition> conditions) {
    return conditions.stream()
        .map(
            condition ->
                new florin.events.transactions.RuleCondition(
                    condition.field().word(),
                    condition.operator().word(),
                    condition.negated(),
                    condition.text().orElse(null),
                    condition.ids(),
                    condition.amount().map(RuleDefinitionCodec::amount).orElse(null),
                    condition.value().orElse(null)))
        .toList();
  }

  private static RuleAmount amount(AmountRange range) {
    return new RuleAmount(
        range.currency().map(CurrencyCode::code).orElse(null),
        range.direction().map(Direction::word).orElse(null),
        scaled(range.min()),
        scaled(range.over()),
        scaled(range.max()),
        scaled(range.under()));
  }

  private static @Nullable BigDecimal scaled(Optional<BigDecimal> bound) {
    return bound.map(value -> value.setScale(Money.SCALE)).orElse(null);
  }

  private static florin.events.transactions.RuleActions actions(RuleActions actions) {
    return new florin.events.transactions.RuleActions(
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

  static RuleDefinition fromAvro(florin.events.transactions.RuleDefinition definition) {
    return new RuleDefinition(
        definition.getName(),
        known(ConditionMatch.class, definition.getMatch()),
        definition.getConditions().stream().map(RuleDefinitionCodec::condition).toList(),
        definition.getGroups().stream()
            .map(
                group ->
                    new ConditionGroup(
                        known(ConditionMatch.class, group.getMatch()),
                        group.getConditions().stream()
                            .map(RuleDefinitionCodec::condition)
                            .toList()))
            .toList(),
        actions(definition.getActions()));
  }

  private static RuleCondition condition(florin.events.transactions.RuleCondition condition) {
    return new RuleCondition(
        known(ConditionField.class, condition.getField()),
        known(ConditionOperator.class, condition.getOperator()),
        condition.getNegated(),
        Optional.ofNullable(condition.getText()),
        condition.getIds(),
        Optional.ofNullable(condition.getAmount()).map(RuleDefinitionCodec::range),
        Optional.ofNullable(condition.getValue()));
  }

  private static AmountRange range(RuleAmount amount) {
    return new AmountRange(
        Optional.ofNullable(amount.getCurrency()).map(CurrencyCode::new),
        Optional.ofNullable(amount.getDirection()).map(word -> known(Direction.class, word)),
        bound(amount.getMin()),
        bound(amount.getOver()),
        bound(amount.getMax()),
        bound(amount.getUnder()));
  }

  private static Optional<BigDecimal> bound(@Nullable BigDecimal bound) {
    return Optional.ofNullable(bound).map(AmountRange::canonical);
  }

  private static RuleActions actions(florin.events.transactions.RuleActions actions) {
    return new RuleActions(
        Optional.ofNullable(actions.getCategoryId()),
        Optional.ofNullable(actions.getMerchantId()),
        Optional.ofNullable(actions.getDescription()),
        Optional.ofNullable(actions.getNote()),
        actions.getAddTags(),
        actions.getRemoveTags(),
        Optional.ofNullable(actions.getExcluded()),
        Optional.ofNullable(actions.getTransfer()),
        actions.getStop());
  }

  private static <E extends Enum<E>> E known(Class<E> type, String word) {
    return ConditionField.named(type, word)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' (expected: one of %s)"
                        .formatted(word, List.of(type.getEnumConstants()))));
  }
}
