package florin.transactions.rule.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.transactions.filter.SearchTerms;
import florin.transactions.rule.definition.AmountRange;
import florin.transactions.rule.definition.AmountRange.Direction;
import florin.transactions.rule.definition.ConditionField;
import florin.transactions.rule.definition.ConditionOperator;
import florin.transactions.rule.definition.RuleActions;
import florin.transactions.rule.definition.RuleCondition;
import florin.transactions.rule.definition.RuleDefinition;
import florin.transactions.rule.definition.RuleDefinition.ConditionMatch;
import florin.transactions.rule.evaluation.RuleAssignments.FieldAssignment;
import florin.transactions.rule.evaluation.RuleSubject.NamedMerchant;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RuleEvaluatorTests {

  private static final UUID AMAZON = new UUID(1, 1);
  private static final UUID ELECTRONICS = new UUID(2, 1);
  private static final UUID SHOPPING = new UUID(2, 2);
  private static final RuleReference FIRST = new RuleReference(new UUID(3, 1), 1);
  private static final RuleReference SECOND = new RuleReference(new UUID(3, 2), 4);
  private static final RuleReference THIRD = new RuleReference(new UUID(3, 3), 1);

  private static RuleSubject row(String description, String amount, String currency) {
    Map<RuleField, String> base = new EnumMap<>(RuleField.class);
    base.put(RuleField.DESCRIPTION, description);
    base.put(RuleField.EXCLUDED, "false");
    base.put(RuleField.TRANSFER, "false");
    return new RuleSubject(
        new UUID(4, 1),
        new UUID(5, 1),
        Money.of(amount, currency),
        false,
        List.of(description),
        Optional.of(new NamedMerchant(new UUID(1, 9), "Amzn Mktp")),
        base,
        Map.of(),
        Set.of(),
        Set.of(),
        RuleAssignments.NONE);
  }

  private static RuleActions category(UUID id) {
    return actions(Optional.of(id), Optional.empty(), List.of(), List.of(), false);
  }

  private static RuleActions merchant(UUID id) {
    return actions(Optional.empty(), Optional.of(id), List.of(), List.of(), false);
  }

  private static RuleActions actions(
      Optional<UUID> category,
      Optional<UUID> merchant,
      List<String> more,
      List<String> fewer,
      boolean stop) {
    return new RuleActions(
        category,
        merchant,
        Optional.empty(),
        Optional.empty(),
        more,
        fewer,
        Optional.empty(),
        Optional.empty(),
        stop);
  }

  private static ActiveRule rule(
      RuleReference reference, RuleActions actions, RuleCondition... conditions) {
    return new ActiveRule(
        reference,
        new RuleDefinition("r", ConditionMatch.ALL, List.of(conditions), List.of(), actions));
  }

  private static RuleCondition description(ConditionOperator operator, String text) {
    return RuleCondition.text(ConditionField.DESCRIPTION, operator, text);
  }

  private static AmountRange over(String bound, Direction direction) {
    return new AmountRange(
        Optional.of(new CurrencyCode("USD")),
        Optional.ofNullable(direction),
        Optional.empty(),
        Optional.of(new BigDecimal(bound)),
        Optional.empty(),
        Optional.empty());
  }

  private static RuleEvaluator evaluator(ActiveRule... rules) {
    return new RuleEvaluator(
        List.of(rules), new RuleReferences(Map.of(), Set.of(), Map.of(AMAZON, "Amazon")));
  }

  private static Optional<FieldAssignment> set(
      RuleEvaluator rules, RuleSubject row, RuleField field) {
    return Optional.ofNullable(rules.evaluate(row).changes().fields().get(field));
  }

  private static boolean matches(RuleCondition condition, RuleSubject row) {
    return !evaluator(rule(FIRST, category(SHOPPING), condition)).evaluate(row).matched().isEmpty();
  }

  private static final ActiveRule NAMES_AMAZON =
      rule(FIRST, merchant(AMAZON), description(ConditionOperator.CONTAINS, "AMZN"));
  private static final ActiveRule LARGE_IS_ELECTRONICS =
      rule(
          SECOND,
          category(ELECTRONICS),
          RuleCondition.oneOf(ConditionField.MERCHANT, List.of(AMAZON)),
          RuleCondition.amount(over("100", Direction.OUT)));
  private static final ActiveRule AMAZON_IS_SHOPPING =
      rule(
          THIRD,
          category(SHOPPING),
          RuleCondition.text(ConditionField.MERCHANT, ConditionOperator.EQUALS, "amazon"));

  @Test
  void c75OfTwoRulesThatSetAFieldTheLaterOneWinsAndIsNamed() {
    RuleSubject row = row("amzn mktp", "-250", "USD");
    RuleEvaluator rules = evaluator(NAMES_AMAZON, LARGE_IS_ELECTRONICS, AMAZON_IS_SHOPPING);
    assertThat(set(rules, row, RuleField.MERCHANT))
        .contains(new FieldAssignment(AMAZON.toString(), FIRST));
    assertThat(set(rules, row, RuleField.CATEGORY))
        .contains(new FieldAssignment(SHOPPING.toString(), THIRD));

    RuleSubject once = row.with(rules.evaluate(row).changes());
    assertThat(rules.evaluate(once).changes()).isEqualTo(RuleAssignments.NONE);

    RuleEvaluator reordered = evaluator(NAMES_AMAZON, AMAZON_IS_SHOPPING, LARGE_IS_ELECTRONICS);
    assertThat(set(reordered, once, RuleField.CATEGORY))
        .contains(new FieldAssignment(ELECTRONICS.toString(), SECOND));
    RuleSubject twice = once.with(reordered.evaluate(once).changes());
    assertThat(reordered.evaluate(twice).changes()).isEqualTo(RuleAssignments.NONE);

    RuleEvaluator withoutTheFirst = evaluator(AMAZON_IS_SHOPPING, LARGE_IS_ELECTRONICS);
    assertThat(withoutTheFirst.evaluate(twice).changes()).isEqualTo(RuleAssignments.NONE);
    assertThat(twice.shown(RuleField.MERCHANT)).contains(AMAZON.toString());
  }

  @Test
  void c76AmountsAreMagnitudesWithDirectionAndCurrency() {
    RuleCondition anyDirection = RuleCondition.amount(over("100", null));
    assertThat(matches(anyDirection, row("a", "-150", "USD"))).isTrue();
    assertThat(matches(anyDirection, row("a", "150", "USD"))).isTrue();
    assertThat(matches(anyDirection, row("a", "-50", "USD"))).isFalse();
    assertThat(matches(anyDirection, row("a", "-100", "USD"))).isFalse();
    assertThat(matches(anyDirection, row("a", "-15000", "JPY"))).isFalse();
    RuleCondition out = RuleCondition.amount(over("100", Direction.OUT));
    assertThat(matches(out, row("a", "-150", "USD"))).isTrue();
    assertThat(matches(out, row("a", "150", "USD"))).isFalse();
  }

  @Test
  void textsAreComparedWithoutCaseAccentsAndExtraBlanks() {
    RuleSubject cafe = row("CAFÉ  NOIR\u00a0Ålesund", "-1", "USD");
    assertThat(matches(description(ConditionOperator.CONTAINS, "cafe noir"), cafe)).isTrue();
    assertThat(matches(description(ConditionOperator.STARTS_WITH, "Café"), cafe)).isTrue();
    assertThat(matches(description(ConditionOperator.EQUALS, "cafe noir alesund"), cafe)).isTrue();
    assertThat(matches(description(ConditionOperator.EQUALS, "cafe noir"), cafe)).isFalse();
    assertThat(matches(description(ConditionOperator.MATCHES, "^café\\s+no[i]r"), cafe)).isTrue();
    assertThat(matches(description(ConditionOperator.CONTAINS, "noir").not(), cafe)).isFalse();
  }

  @Test
  void stopEndsTheEvaluation() {
    ActiveRule stop =
        rule(
            FIRST,
            actions(Optional.empty(), Optional.empty(), List.of(), List.of(), true),
            description(ConditionOperator.CONTAINS, "amzn"));
    ActiveRule later =
        rule(SECOND, category(SHOPPING), description(ConditionOperator.CONTAINS, "m"));
    assertThat(evaluator(stop, later).evaluate(row("amzn", "-1", "USD")).changes().isEmpty())
        .isTrue();
    assertThat(set(evaluator(stop, later), row("market", "-1", "USD"), RuleField.CATEGORY))
        .isPresent();
  }

  @Test
  void aFieldThatTheUserDecidedStaysAndIsSeenByConditions() {
    RuleSubject row = row("amzn mktp", "-250", "USD");
    Map<RuleField, String> base = new EnumMap<>(row.base());
    base.put(RuleField.MERCHANT, AMAZON.toString());
    RuleSubject decided =
        new RuleSubject(
            row.id(),
            row.account(),
            row.amount(),
            false,
            row.texts(),
            row.entryMerchant(),
            base,
            Map.of("mine", "Mine"),
            Set.of(RuleField.MERCHANT, RuleField.NOTE),
            Set.of("mine", "removed"),
            RuleAssignments.NONE);
    ActiveRule tags =
        rule(
            SECOND,
            actions(
                Optional.of(SHOPPING),
                Optional.of(new UUID(1, 7)),
                List.of("removed", "new"),
                List.of("MINE"),
                false),
            RuleCondition.oneOf(ConditionField.MERCHANT, List.of(AMAZON)));
    RuleSubject after = decided.with(evaluator(tags).evaluate(decided).changes());
    assertThat(after.shown(RuleField.MERCHANT)).contains(AMAZON.toString());
    assertThat(after.shownTags().values()).containsExactly("Mine", "new");
    assertThat(after.shown(RuleField.CATEGORY)).contains(SHOPPING.toString());
  }

  @Test
  void aMergedCategoryStandsForItsSurvivorAndAnArchivedOneIsNotGiven() {
    UUID merged = new UUID(2, 8);
    RuleReferences references =
        new RuleReferences(Map.of(merged, SHOPPING), Set.of(ELECTRONICS), Map.of());
    RuleSubject row = row("amzn", "-250", "USD");
    RuleEvaluator rules =
        new RuleEvaluator(
            List.of(
                rule(FIRST, category(merged), description(ConditionOperator.CONTAINS, "amzn")),
                rule(
                    SECOND,
                    category(ELECTRONICS),
                    RuleCondition.oneOf(ConditionField.CATEGORY, List.of(merged)))),
            references);
    assertThat(rules.evaluate(row).matched()).containsExactly(FIRST, SECOND);
    assertThat(set(rules, row, RuleField.CATEGORY))
        .contains(new FieldAssignment(SHOPPING.toString(), FIRST));
  }

  @Test
  void aPatternIsRefusedIfItIsInvalidOrRepeatsTooOften() {
    assertThat(RulePattern.fault("AMZN.*[0-9]{1,20}$")).isEmpty();
    assertThat(RulePattern.fault("(a+)+$")).isEmpty();
    assertThat(RulePattern.fault("(a")).isPresent();
    assertThat(RulePattern.fault("(?=a)")).isPresent();
    assertThat(RulePattern.fault("(a)\\1")).isPresent();
    assertThat(RulePattern.fault("((a{100}){100}){100}")).isPresent();
    assertThat(RulePattern.fault("a{99999999999}")).isPresent();
    assertThat(RulePattern.fault("(".repeat(199))).isPresent();
  }

  @Test
  void aPatternThatWouldBacktrackIsMatchedInLinearTime() {
    RuleSubject row = row("a".repeat(4_000) + "!", "-1", "USD");
    assertThat(matches(description(ConditionOperator.MATCHES, "^(a+)+$"), row)).isFalse();
  }

  @Test
  void plainAsciiIsFoldedAsOtherTextIs() {
    for (String text :
        List.of("AMZN Mktp", " a", "a  b", "a\tb", "", " ", "I", "x\u0001y", "Ünï")) {
      assertThat(FoldedText.of(text)).isEqualTo(FoldedText.of("\u0001" + text));
    }
  }

  @Test
  void rulesFoldTextAsTheSearchOfListsDoes() {
    String letters =
        "aZ09 \u00e4\u00c9\u00df\u00f8\u00d8\u0142\u0141\u00e6\u00c6\u0131\u0130\u00f1\u0153-*#.\ufb01\u2460";
    Random random = new Random(17);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder("x");
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(letters.charAt(random.nextInt(letters.length()))).append('-');
      }
      assertThat(FoldedText.of(text.toString())).isEqualTo(SearchTerms.form(text.toString()));
    }
  }

  @Test
  void theLiteralOfAPatternIsInEveryTextInWhichThePatternIsFound() {
    assertThat(RulePattern.requiredLiteral("^AMZN.*[0-9]+$")).isEqualTo("amzn");
    assertThat(RulePattern.requiredLiteral("uber (eats|trip) *help")).isEmpty();
    assertThat(RulePattern.requiredLiteral("shop [0-9]+ branch$")).isEqualTo("branch");
    assertThat(RulePattern.requiredLiteral("colou?r")).isEqualTo("colo");
    assertThat(RulePattern.requiredLiteral("abcd{0}ef")).isEqualTo("abc");
    assertThat(RulePattern.requiredLiteral("[a-z]{100,}x")).isEmpty();
    assertThat(RulePattern.requiredLiteral("(abcd)?ef")).isEmpty();
    assertThat(RulePattern.requiredLiteral("[\\]abcd]")).isEmpty();
    assertThat(RulePattern.requiredLiteral("[]abcd]xyz")).isEqualTo("xyz");
    assertThat(RulePattern.requiredLiteral("\\dabc")).isEqualTo("abc");
    assertThat(RulePattern.requiredLiteral("\\Qa?bc\\E")).isEmpty();
    assertThat(RulePattern.requiredLiteral("\\x{41}bcd")).isEmpty();
    assertThat(
            matches(
                description(ConditionOperator.MATCHES, "kiosk [a-z]+"),
                row("Kio\u017f\u212a one", "-1", "USD")))
        .isTrue();
  }
}
