package florin.transactions.rule.evaluation;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.transactions.rule.definition.AmountRange;
import florin.transactions.rule.definition.ConditionField;
import florin.transactions.rule.definition.ConditionOperator;
import florin.transactions.rule.definition.RuleActions;
import florin.transactions.rule.definition.RuleCondition;
import florin.transactions.rule.definition.RuleDefinition;
import florin.transactions.rule.definition.RuleDefinition.ConditionGroup;
import florin.transactions.rule.definition.RuleDefinition.ConditionMatch;
import florin.transactions.rule.evaluation.RuleSubject.NamedMerchant;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Rules and transactions over few values, so that they meet each other often. */
final class RandomRules {

  private static final List<UUID> IDS =
      Stream.of(1, 2, 3, 4).map(number -> new UUID(0, number)).toList();
  private static final List<String> WORDS =
      List.of("AMZN mktp", "Café  Noir", "cafe noir", "rent", "amazon", "ÅRSTAVIKEN");
  private static final List<String> TAGS = List.of("home", "Home", "work", "trip");
  private static final List<String> CURRENCIES = List.of("USD", "EUR", "JPY");

  private final Random random;
  private int rules;

  RandomRules(Random random) {
    this.random = random;
  }

  List<ActiveRule> rules(int most) {
    List<ActiveRule> list = new ArrayList<>();
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      list.add(
          new ActiveRule(new RuleReference(new UUID(7, rules++), 1 + random.nextInt(3)), rule()));
    }
    return list;
  }

  private RuleDefinition rule() {
    return new RuleDefinition(
        "rule",
        pick(List.of(ConditionMatch.values())),
        list(2, this::condition),
        list(1, () -> new ConditionGroup(pick(List.of(ConditionMatch.values())), some())),
        actions());
  }

  private List<RuleCondition> some() {
    return List.of(condition(), condition());
  }

  private RuleCondition condition() {
    RuleCondition plain =
        switch (random.nextInt(8)) {
          case 0, 1 -> text(ConditionField.DESCRIPTION);
          case 2 -> text(pick(List.of(ConditionField.MERCHANT, ConditionField.NOTE)));
          case 3 -> RuleCondition.oneOf(ConditionField.CATEGORY, List.of(pick(IDS)));
          case 4 -> RuleCondition.oneOf(ConditionField.MERCHANT, List.of(pick(IDS), pick(IDS)));
          case 5 -> RuleCondition.text(ConditionField.TAG, ConditionOperator.IS, pick(TAGS));
          case 6 ->
              RuleCondition.flag(
                  pick(List.of(ConditionField.PENDING, ConditionField.TRANSFER)),
                  random.nextBoolean());
          default -> RuleCondition.amount(range());
        };
    return random.nextInt(4) == 0 ? plain.not() : plain;
  }

  private RuleCondition text(ConditionField field) {
    return RuleCondition.text(
        field,
        pick(
            List.of(
                ConditionOperator.CONTAINS,
                ConditionOperator.EQUALS,
                ConditionOperator.STARTS_WITH,
                ConditionOperator.MATCHES)),
        pick(WORDS).substring(0, 4));
  }

  private AmountRange range() {
    return new AmountRange(
        Optional.of(new CurrencyCode(pick(CURRENCIES))),
        maybe(() -> pick(List.of(AmountRange.Direction.values()))),
        maybe(this::bound),
        Optional.empty(),
        Optional.empty(),
        maybe(this::bound));
  }

  private BigDecimal bound() {
    return BigDecimal.valueOf(random.nextInt(4) * 50L);
  }

  private RuleActions actions() {
    return new RuleActions(
        maybe(() -> pick(IDS)),
        maybe(() -> pick(IDS)),
        maybe(() -> pick(WORDS)),
        maybe(() -> pick(WORDS)),
        list(1, () -> pick(TAGS)),
        list(1, () -> pick(TAGS)),
        maybe(random::nextBoolean),
        maybe(random::nextBoolean),
        random.nextInt(5) == 0);
  }

  RuleSubject transaction() {
    Map<RuleField, String> base = new EnumMap<>(RuleField.class);
    base.put(RuleField.DESCRIPTION, pick(WORDS));
    base.put(RuleField.EXCLUDED, Boolean.toString(random.nextBoolean()));
    base.put(RuleField.TRANSFER, Boolean.toString(random.nextInt(4) == 0));
    maybe(() -> pick(IDS)).ifPresent(id -> base.put(RuleField.CATEGORY, id.toString()));
    maybe(() -> pick(IDS)).ifPresent(id -> base.put(RuleField.MERCHANT, id.toString()));
    maybe(() -> pick(WORDS)).ifPresent(text -> base.put(RuleField.NOTE, text));
    Set<RuleField> decided = new HashSet<>();
    for (RuleField field : RuleField.values()) {
      if (random.nextInt(5) == 0 || "true".equals(base.get(field))) {
        decided.add(field);
      }
    }
    Map<String, String> userTags = new TreeMap<>();
    Set<String> decidedTags = new HashSet<>();
    list(1, () -> pick(TAGS)).forEach(tag -> userTags.put(RuleSubject.form(tag), tag));
    decidedTags.addAll(userTags.keySet());
    list(1, () -> pick(TAGS)).forEach(tag -> decidedTags.add(RuleSubject.form(tag)));
    return new RuleSubject(
        UUID.randomUUID(),
        pick(IDS),
        Money.of(pick(List.of("-150", "150", "-50", "0", "-15000")), pick(CURRENCIES)),
        random.nextBoolean(),
        List.of(pick(WORDS), pick(WORDS)),
        maybe(() -> new NamedMerchant(pick(IDS), pick(WORDS))),
        base,
        userTags,
        decided,
        decidedTags,
        RuleAssignments.NONE);
  }

  RuleReferences references() {
    return new RuleReferences(
        random.nextBoolean() ? Map.of() : Map.of(IDS.get(0), IDS.get(1)),
        random.nextBoolean() ? Set.of() : Set.of(IDS.get(2)),
        Map.of(IDS.get(1), pick(WORDS)));
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextInt(3) == 0 ? Optional.of(value.get()) : Optional.empty();
  }

  private <T> List<T> list(int most, Supplier<T> value) {
    return Stream.generate(value).limit(random.nextInt(most + 1)).toList();
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
