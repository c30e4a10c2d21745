package florin.transactions.rule;

import static florin.transactions.rule.RuleCodec.RULES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.events.CurrencyCode;
import florin.journal.stream.Rejection;
import florin.journal.test.DeciderFixture;
import florin.transactions.rule.RuleBody.ActionsBody;
import florin.transactions.rule.RuleBody.AmountBody;
import florin.transactions.rule.RuleBody.ConditionBody;
import florin.transactions.rule.RuleBody.GroupBody;
import florin.transactions.rule.definition.AmountRange;
import florin.transactions.rule.definition.ConditionField;
import florin.transactions.rule.definition.ConditionOperator;
import florin.transactions.rule.definition.RuleActions;
import florin.transactions.rule.definition.RuleCondition;
import florin.transactions.rule.definition.RuleDefinition;
import florin.transactions.rule.definition.RuleDefinition.ConditionGroup;
import florin.transactions.rule.definition.RuleDefinition.ConditionMatch;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleTests {

  private static final UUID ID = new UUID(1, 1);
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final RuleDefinition COFFEE = definition("Coffee");

  private static RuleDefinition definition(String name) {
    AmountRange range =
        new AmountRange(
            Optional.of(new CurrencyCode("USD")),
            Optional.of(AmountRange.Direction.OUT),
            Optional.empty(),
            Optional.of(new BigDecimal("100.5")),
            Optional.of(new BigDecimal("900")),
            Optional.empty());
    return new RuleDefinition(
        name,
        ConditionMatch.ANY,
        List.of(
            RuleCondition.text(ConditionField.DESCRIPTION, ConditionOperator.STARTS_WITH, "coffee"),
            RuleCondition.amount(range).not(),
            RuleCondition.flag(ConditionField.PENDING, false)),
        List.of(
            new ConditionGroup(
                ConditionMatch.ALL,
                List.of(
                    RuleCondition.oneOf(ConditionField.ACCOUNT, List.of(new UUID(2, 1))),
                    RuleCondition.empty(ConditionField.TAG)))),
        new RuleActions(
            Optional.of(new UUID(3, 1)),
            Optional.of(new UUID(3, 2)),
            Optional.of("Coffee shop"),
            Optional.of("a note"),
            List.of("drink"),
            List.of("food"),
            Optional.of(false),
            Optional.of(true),
            true));
  }

  private static DeciderFixture<RuleCommand, RuleEvent, Rule> given(RuleEvent... events) {
    return DeciderFixture.of(RULES.decider()).given(events);
  }

  private static RuleEvent created() {
    return new RuleEvent.Created(ID, 1, true, COFFEE, AT);
  }

  @Test
  void isCreatedRevisedMovedAndDisabled() {
    given().when(new RuleCommand.Create(ID, 1, true, COFFEE, AT)).then(created());
    given(created())
        .when(new RuleCommand.Revise(ID, definition("Tea"), AT))
        .then(new RuleEvent.Revised(ID, definition("Tea"), AT));
    given(created()).when(new RuleCommand.Move(ID, 2, AT)).then(new RuleEvent.Ordered(ID, 2, AT));
    given(created())
        .when(new RuleCommand.Enable(ID, false, AT))
        .then(new RuleEvent.Disabled(ID, AT));
  }

  @Test
  void aCommandWithoutEffectYieldsNothing() {
    given(created()).when(new RuleCommand.Revise(ID, COFFEE, AT)).thenNothing();
    given(created()).when(new RuleCommand.Move(ID, 1, AT)).thenNothing();
    given(created()).when(new RuleCommand.Enable(ID, true, AT)).thenNothing();
    given(created()).when(new RuleCommand.Restore(ID, AT)).thenNothing();
  }

  @Test
  void aDeletedOneIsNotThereUntilItIsRestored() {
    RuleEvent deleted = new RuleEvent.Deleted(ID, AT);
    given(created()).when(new RuleCommand.Delete(ID, AT)).then(deleted);
    given(created(), deleted)
        .when(new RuleCommand.Revise(ID, definition("Tea"), AT))
        .thenRejected("not-found");
    given(created(), deleted).when(new RuleCommand.Delete(ID, AT)).thenRejected("not-found");
    given(created(), deleted)
        .when(new RuleCommand.Restore(ID, AT))
        .then(new RuleEvent.Restored(ID, AT));
    given().when(new RuleCommand.Delete(ID, AT)).thenRejected("not-found");
  }

  @Test
  void definitionsAreTheSameAfterAvroAndJson() {
    RuleCodec codec = (RuleCodec) RULES.codec();
    assertThat(codec.fromAvro(codec.toAvro(created()))).isEqualTo(created());
    assertThat(RuleBody.of(COFFEE).parsed()).isEqualTo(COFFEE);
  }

  private static ConditionBody condition(
      @Nullable String field, @Nullable String operator, @Nullable String text) {
    return new ConditionBody(field, operator, null, text, null, null, null);
  }

  private static ConditionBody amount(AmountBody amount) {
    return new ConditionBody("amount", null, null, null, null, amount, null);
  }

  private static final ActionsBody EXCLUDES =
      new ActionsBody(null, null, null, null, null, null, true, null, null);

  private static RuleBody body(ConditionBody... conditions) {
    return new RuleBody("r", null, List.of(conditions), null, EXCLUDES);
  }

  private static void assertRefused(RuleBody body, String code, String pointer) {
    assertThatThrownBy(body::parsed)
        .isInstanceOfSatisfying(
            Rejection.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(code);
              assertThat(refused.pointer()).contains(pointer);
            });
  }

  @Test
  void aDefinitionThatCannotBeEvaluatedIsRefusedWithItsPlace() {
    assertRefused(body(), "rule-without-conditions", "/conditions");
    assertRefused(
        new RuleBody("r", null, null, List.of(new GroupBody("all", null)), EXCLUDES),
        "rule-without-conditions",
        "/groups/0/conditions");
    assertRefused(
        new RuleBody("r", null, List.of(condition("note", "empty", null)), null, null),
        "rule-without-actions",
        "/actions");
    assertRefused(body(condition(null, null, null)), "invalid-condition", "/conditions/0/field");
    assertRefused(
        body(condition("note", "is", null)), "invalid-condition", "/conditions/0/operator");
    assertRefused(
        body(condition("description", "contains", null)),
        "invalid-condition",
        "/conditions/0/text");
    assertRefused(
        body(condition("description", "contains", " ")), "invalid-condition", "/conditions/0/text");
    assertRefused(
        body(condition("description", "contains", "\u200b")),
        "invalid-condition",
        "/conditions/0/text");
    assertRefused(
        body(condition("description", "matches", "(a")), "invalid-pattern", "/conditions/0/text");
    assertRefused(
        body(condition("category", "is", null)), "invalid-condition", "/conditions/0/ids");
    assertRefused(body(condition("pending", null, "x")), "invalid-condition", "/conditions/0/text");
    assertRefused(body(condition("tag", "is", "a,b")), "invalid-tag", "/conditions/0/text/0");
    assertRefused(
        body(amount(new AmountBody(null, null, null, "100", null, null))),
        "invalid-condition",
        "/conditions/0/amount/currency");
    assertRefused(
        body(amount(new AmountBody("USD", null, null, "-100", null, null))),
        "invalid-condition",
        "/conditions/0/amount/over");
    assertRefused(
        body(amount(new AmountBody("JPY", null, null, null, "0.5", null))),
        "too-many-decimals",
        "/conditions/0/amount/max");
    assertRefused(
        body(amount(new AmountBody(null, null, null, null, null, null))),
        "invalid-condition",
        "/conditions/0/amount");
  }
}
