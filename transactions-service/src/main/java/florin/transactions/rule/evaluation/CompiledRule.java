package florin.transactions.rule.evaluation;

import com.google.re2j.Pattern;
import florin.transactions.rule.definition.ConditionField;
import florin.transactions.rule.definition.RuleActions;
import florin.transactions.rule.definition.RuleCondition;
import florin.transactions.rule.definition.RuleDefinition;
import florin.transactions.rule.definition.RuleDefinition.ConditionGroup;
import florin.transactions.rule.definition.RuleDefinition.ConditionMatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A rule with its texts folded, its patterns compiled and its ids resolved. */
final class CompiledRule {

  private final RuleReference rule;
  private final RuleActions actions;
  private final Predicate<EvaluatedRow> conditions;
  private final RuleReferences references;

  CompiledRule(ActiveRule active, RuleReferences references) {
    this.rule = active.reference();
    this.actions = active.definition().actions();
    this.references = references;
    this.conditions = compiled(active.definition());
  }

  RuleReference rule() {
    return rule;
  }

  boolean matches(EvaluatedRow row) {
    return conditions.test(row);
  }

  boolean stops() {
    return actions.stop();
  }

  void apply(EvaluatedRow row) {
    actions
        .category()
        .flatMap(references::usable)
        .ifPresent(id -> row.set(RuleField.CATEGORY, id.toString(), rule));
    actions
        .merchant()
        .flatMap(references::usable)
        .ifPresent(id -> row.set(RuleField.MERCHANT, id.toString(), rule));
    actions.description().ifPresent(text -> row.set(RuleField.DESCRIPTION, text, rule));
    actions.note().ifPresent(text -> row.set(RuleField.NOTE, text, rule));
    actions.removeTags().forEach(tag -> row.tag(tag, false, rule));
    actions.addTags().forEach(tag -> row.tag(tag, true, rule));
    actions.excluded().ifPresent(out -> row.set(RuleField.EXCLUDED, out.toString(), rule));
    actions.transfer().ifPresent(own -> row.set(RuleField.TRANSFER, own.toString(), rule));
  }

  private Predicate<EvaluatedRow> compiled(RuleDefinition definition) {
    List<Predicate<EvaluatedRow>> all = new ArrayList<>(each(definition.conditions()));
    for (ConditionGroup group : definition.groups()) {
      all.add(combined(group.match(), each(group.conditions())));
    }
    return combined(definition.match(), all);
  }

  private List<Predicate<EvaluatedRow>> each(List<RuleCondition> conditions) {
    return conditions.stream().map(this::compiled).toList();
  }

  private static Predicate<EvaluatedRow> combined(
      ConditionMatch match, List<Predicate<EvaluatedRow>> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    boolean decisive = match == ConditionMatch.ANY;
    return row -> {
      for (Predicate<EvaluatedRow> part : parts) {
        if (part.test(row) == decisive) {
          return decisive;
        }
      }
      return !decisive;
    };
  }

  private Predicate<EvaluatedRow> compiled(RuleCondition condition) {
    Predicate<EvaluatedRow> comparison =
        switch (condition.operator()) {
          case CONTAINS -> {
            String part = FoldedText.of(text(condition));
            yield condition.field() == ConditionField.DESCRIPTION
                ? row -> row.joinedDescriptions().contains(part)
                : folded(condition, text -> text.contains(part));
          }
          case EQUALS -> {
            String whole = FoldedText.of(text(condition));
            yield folded(condition, text -> text.equals(whole));
          }
          case STARTS_WITH -> {
            String start = FoldedText.of(text(condition));
            yield folded(condition, text -> text.startsWith(start));
          }
          case MATCHES -> {
            Pattern pattern = RulePattern.compile(text(condition));
            Predicate<EvaluatedRow> found =
                verbatim(condition, text -> pattern.matcher(text).find());
            String literal = RulePattern.requiredLiteral(text(condition));
            yield literal.isEmpty() ? found : found(condition.field(), literal).and(found);
          }
          case IS -> compared(condition);
          case EMPTY -> empty(condition.field());
        };
    return condition.negated() ? comparison.negate() : comparison;
  }

  private Predicate<EvaluatedRow> compared(RuleCondition condition) {
    return switch (condition.field()) {
      case ACCOUNT -> {
        Set<UUID> ids = survivors(condition);
        yield row -> ids.contains(row.account());
      }
      case CATEGORY -> oneOf(EvaluatedRow::category, condition);
      case MERCHANT -> oneOf(EvaluatedRow::merchant, condition);
      case TAG -> {
        String form = RuleSubject.form(text(condition));
        yield row -> row.hasTag(form);
      }
      case AMOUNT ->
          row -> condition.amount().filter(range -> range.includes(row.amount())).isPresent();
      case PENDING -> row -> condition.value().equals(Optional.of(row.pending()));
      case TRANSFER -> row -> condition.value().equals(Optional.of(row.transfer()));
      case DESCRIPTION, NOTE -> _ -> false;
    };
  }

  private Predicate<EvaluatedRow> oneOf(
      Function<EvaluatedRow, Optional<UUID>> value, RuleCondition condition) {
    Set<UUID> ids = survivors(condition);
    return row -> {
      Optional<UUID> id = value.apply(row);
      return id.isPresent() && ids.contains(id.get());
    };
  }

  private Set<UUID> survivors(RuleCondition condition) {
    return condition.ids().stream()
        .map(references::survivor)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Predicate<EvaluatedRow> empty(ConditionField field) {
    return switch (field) {
      case CATEGORY -> row -> row.category().isEmpty();
      case MERCHANT -> row -> row.merchant().isEmpty();
      case NOTE -> row -> row.note().isEmpty();
      case TAG -> row -> !row.hasTags();
      case DESCRIPTION, ACCOUNT, AMOUNT, PENDING, TRANSFER -> _ -> false;
    };
  }

  private static Predicate<EvaluatedRow> folded(
      RuleCondition condition, Predicate<String> comparison) {
    return switch (condition.field()) {
      case DESCRIPTION -> any(EvaluatedRow::foldedDescriptions, comparison);
      case MERCHANT -> row -> row.foldedMerchantName().filter(comparison).isPresent();
      case NOTE -> row -> row.foldedNote().filter(comparison).isPresent();
      case ACCOUNT, CATEGORY, TAG, AMOUNT, PENDING, TRANSFER -> _ -> false;
    };
  }

  /** Whether a text of the field has the folded literal, without which its pattern is not found. */
  private static Predicate<EvaluatedRow> found(ConditionField field, String literal) {
    return switch (field) {
      case DESCRIPTION -> row -> row.joinedDescriptions().contains(literal);
      case MERCHANT ->
          row -> row.foldedMerchantName().filter(text -> text.contains(literal)).isPresent();
      case NOTE -> row -> row.foldedNote().filter(text -> text.contains(literal)).isPresent();
      case ACCOUNT, CATEGORY, TAG, AMOUNT, PENDING, TRANSFER -> _ -> false;
    };
  }

  private static Predicate<EvaluatedRow> verbatim(
      RuleCondition condition, Predicate<String> comparison) {
    return switch (condition.field()) {
      case DESCRIPTION -> any(EvaluatedRow::descriptions, comparison);
      case MERCHANT -> row -> row.merchantName().filter(comparison).isPresent();
      case NOTE -> row -> row.note().filter(comparison).isPresent();
      case ACCOUNT, CATEGORY, TAG, AMOUNT, PENDING, TRANSFER -> _ -> false;
    };
  }

  private static Predicate<EvaluatedRow> any(
      Function<EvaluatedRow, ? extends Collection<String>> texts, Predicate<String> comparison) {
    return row -> {
      for (String text : texts.apply(row)) {
        if (comparison.test(text)) {
          return true;
        }
      }
      return false;
    };
  }

  private static String text(RuleCondition condition) {
    return condition.text().orElse("");
  }
}
