package florin.transactions.transaction;

import florin.journal.CanonicalName;
import florin.transactions.transaction.UserOverrides.FieldOverride;
import florin.transactions.transaction.value.OverridableField;
import florin.transactions.transaction.value.OverridableField.ChosenField;
import florin.transactions.transaction.value.RuleValue;
import florin.transactions.transaction.value.RuleValues;
import florin.transactions.transaction.value.TextField;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The values that lie over those of the entry. The user's take precedence over a rule's, field by
 * field and tag by tag, a cleared one included.
 */
public record Overlay(UserOverrides user, RuleValues rules) {

  public static final Overlay NONE = new Overlay(UserOverrides.NONE, RuleValues.NONE);

  public Overlay after(TransactionEvent.OverlayEvent event) {
    return switch (event) {
      case TransactionEvent.UserEdit e -> new Overlay(PatchRules.evolve(user, e), rules);
      case TransactionEvent.RulesApplied e -> new Overlay(user, rules.after(e.changes()));
    };
  }

  public Overlay withoutSplit() {
    return user.split().isEmpty() ? this : new Overlay(user.withSplit(List.of()), rules);
  }

  /** The category of the user or of a rule; open where the entry's applies. */
  public FieldOverride<UUID> category() {
    return effective(user.category(), ChosenField.CATEGORY, UUID::fromString);
  }

  public FieldOverride<UUID> merchant() {
    return effective(user.merchant(), ChosenField.MERCHANT, UUID::fromString);
  }

  public FieldOverride<String> override(TextField field) {
    return effective(user.text(field), field, Function.identity());
  }

  public Optional<String> text(TextField field) {
    return override(field).value();
  }

  public boolean excluded() {
    return effective(user.excluded(), ChosenField.EXCLUDED, Boolean::valueOf).value().orElse(false);
  }

  /** Whether a rule marked a transfer between accounts. */
  public boolean transfer() {
    return rules.transfer();
  }

  /** The user's tags, and those of rules that the user neither has nor removed. */
  public SortedSet<String> tags() {
    return rules.tags().isEmpty() ? user.tags() : allTags();
  }

  private SortedSet<String> allTags() {
    TreeSet<String> all = new TreeSet<>(user.tags());
    Set<String> forms = decidedForms();
    rules.tags().keySet().stream()
        .filter(tag -> forms.add(CanonicalName.of(tag)))
        .forEach(all::add);
    return all;
  }

  private <T> FieldOverride<T> effective(
      FieldOverride<T> own, OverridableField field, Function<String, T> read) {
    Optional<RuleValue> rule = rules.of(field);
    return own.byUser() || rule.isEmpty() ? own : FieldOverride.of(rule.get().value().map(read));
  }

  /** The rule whose value of the field applies. */
  public Optional<RuleValue> rule(OverridableField field) {
    return user.isOverridden(field) ? Optional.empty() : rules.of(field);
  }

  /** The rules whose tags apply. */
  public SortedMap<String, RuleValue> ruleTags() {
    SortedMap<String, RuleValue> applied = new TreeMap<>(rules.tags());
    applied.keySet().retainAll(tags());
    applied.keySet().removeAll(user.tags());
    return applied;
  }

  /** Whether the user put the tag on, or took it off. */
  public boolean userDecided(String tag) {
    return decidedForms().contains(CanonicalName.of(tag));
  }

  private Set<String> decidedForms() {
    Set<String> forms = forms(user.tags());
    forms.addAll(forms(user.untagged()));
    return forms;
  }

  /**
   * Of the values of rules, those that change something: fields and tags without a value of the
   * user, with another value than rules set before.
   */
  public RuleValues changes(RuleValues wanted) {
    RuleValues changes = RuleValues.NONE;
    for (var field : wanted.fields().entrySet()) {
      boolean decided = OverridableField.of(field.getKey()).filter(user::isOverridden).isPresent();
      Optional<String> now =
          Optional.ofNullable(rules.fields().get(field.getKey())).flatMap(RuleValue::value);
      if (!decided && !now.equals(field.getValue().value())) {
        changes = changes.with(field.getKey(), field.getValue());
      }
    }
    if (wanted.tags().isEmpty()) {
      return changes;
    }
    Set<String> decided = decidedForms();
    Set<String> present = forms(rules.tags().keySet());
    for (var tag : wanted.tags().entrySet()) {
      String form = CanonicalName.of(tag.getKey());
      if (!decided.contains(form) && present.contains(form) == tag.getValue().value().isEmpty()) {
        changes = changes.withTag(spelling(tag.getKey(), form), tag.getValue());
      }
    }
    return changes;
  }

  /** A tag in the spelling in which rules put it on. */
  private String spelling(String tag, String form) {
    return rules.tags().keySet().stream()
        .filter(known -> CanonicalName.of(known).equals(form))
        .findFirst()
        .orElse(tag);
  }

  static Set<String> forms(Collection<String> tags) {
    return tags.stream().map(CanonicalName::of).collect(Collectors.toCollection(TreeSet::new));
  }
}
