package florin.transactions.rule.evaluation;

import florin.events.Money;
import florin.journal.CanonicalName;
import florin.transactions.rule.evaluation.RuleAssignments.FieldAssignment;
import florin.transactions.rule.evaluation.RuleAssignments.TagAssignment;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A transaction as rules see it.
 *
 * @param texts the description of the entry, and the bank's original one
 * @param entryMerchant the name of the merchant that the entry names
 * @param base the user's values, else those of the entry; no key: no value
 * @param userTags the user's tags by their canonical form
 * @param decided fields that the user decided, which no rule sets
 * @param decidedTags canonical forms of the tags that the user added or removed
 * @param rules the values that rules set before
 */
public record RuleSubject(
    UUID id,
    UUID account,
    Money amount,
    boolean pending,
    List<String> texts,
    Optional<NamedMerchant> entryMerchant,
    Map<RuleField, String> base,
    Map<String, String> userTags,
    Set<RuleField> decided,
    Set<String> decidedTags,
    RuleAssignments rules) {

  public record NamedMerchant(UUID id, String name) {}

  /** A field of a transaction with the values that are shown. */
  public Optional<String> shown(RuleField field) {
    FieldAssignment set = rules.fields().get(field);
    return set == null || decided.contains(field)
        ? Optional.ofNullable(base.get(field))
        : Optional.of(set.value());
  }

  /** The tags that are shown, by their canonical form. */
  public Map<String, String> shownTags() {
    Map<String, String> tags = new TreeMap<>(userTags);
    rules
        .tags()
        .forEach(
            (form, set) -> {
              if (set.present() && !decidedTags.contains(form)) {
                tags.put(form, set.tag());
              }
            });
    return Collections.unmodifiableMap(tags);
  }

  /** Those of some values that change what is shown. */
  RuleAssignments changing(RuleAssignments wanted) {
    Map<RuleField, FieldAssignment> fields = new EnumMap<>(RuleField.class);
    wanted
        .fields()
        .forEach(
            (field, value) -> {
              if (!decided.contains(field) && !shown(field).equals(Optional.of(value.value()))) {
                fields.put(field, value);
              }
            });
    Map<String, TagAssignment> tags = new TreeMap<>();
    if (!wanted.tags().isEmpty()) {
      Set<String> shown = shownTags().keySet();
      wanted
          .tags()
          .forEach(
              (form, value) -> {
                if (!decidedTags.contains(form) && shown.contains(form) != value.present()) {
                  tags.put(form, value);
                }
              });
    }
    return new RuleAssignments(fields, tags);
  }

  /** The transaction after rules set some values. */
  public RuleSubject with(RuleAssignments changes) {
    return new RuleSubject(
        id,
        account,
        amount,
        pending,
        texts,
        entryMerchant,
        base,
        userTags,
        decided,
        decidedTags,
        rules.then(changes));
  }

  static String form(String tag) {
    return CanonicalName.of(tag);
  }
}
