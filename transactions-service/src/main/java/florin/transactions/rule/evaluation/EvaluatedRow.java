package florin.transactions.rule.evaluation;

import florin.events.Money;
import florin.transactions.rule.evaluation.RuleAssignments.FieldAssignment;
import florin.transactions.rule.evaluation.RuleAssignments.TagAssignment;
import florin.transactions.rule.evaluation.RuleSubject.NamedMerchant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A transaction during one pass of the rules, with the values that they set so far. */
final class EvaluatedRow {

  private final RuleSubject subject;
  private final RuleReferences references;
  private final UnaryOperator<String> fold;
  private final Map<RuleField, String> values = new EnumMap<>(RuleField.class);
  private final Map<String, String> tags = new TreeMap<>();
  private final Map<RuleField, FieldAssignment> setFields = new EnumMap<>(RuleField.class);
  private final Map<String, TagAssignment> setTags = new TreeMap<>();
  private final UUID account;
  private @Nullable List<String> descriptions;
  private @Nullable List<String> foldedDescriptions;
  private @Nullable String joinedDescriptions;
  private @Nullable Optional<String> foldedNote;
  private @Nullable Optional<String> foldedMerchant;
  private @Nullable Optional<UUID> category;
  private @Nullable Optional<UUID> merchant;

  /**
   * @param kept the values of rules that the pass does not evaluate
   */
  EvaluatedRow(
      RuleSubject subject,
      RuleAssignments kept,
      RuleReferences references,
      UnaryOperator<String> fold) {
    this.subject = subject;
    this.references = references;
    this.fold = fold;
    this.account = references.survivor(subject.account());
    values.putAll(subject.base());
    kept.fields()
        .forEach(
            (field, set) -> {
              if (!subject.decided().contains(field)) {
                values.put(field, set.value());
              }
            });
    tags.putAll(subject.userTags());
    kept.tags()
        .forEach(
            (form, set) -> {
              if (set.present() && !subject.decidedTags().contains(form)) {
                tags.put(form, set.tag());
              }
            });
  }

  RuleAssignments assignments() {
    return new RuleAssignments(setFields, setTags);
  }

  void set(RuleField field, String value, RuleReference rule) {
    if (subject.decided().contains(field)) {
      return;
    }
    values.put(field, value);
    setFields.put(field, new FieldAssignment(value, rule));
    switch (field) {
      case DESCRIPTION -> {
        descriptions = null;
        foldedDescriptions = null;
        joinedDescriptions = null;
      }
      case NOTE -> foldedNote = null;
      case CATEGORY -> category = null;
      case MERCHANT -> {
        merchant = null;
        foldedMerchant = null;
      }
      case EXCLUDED, TRANSFER -> {
        // compared as they are
      }
    }
  }

  void tag(String tag, boolean present, RuleReference rule) {
    String form = RuleSubject.form(tag);
    if (subject.decidedTags().contains(form)) {
      return;
    }
    setTags.put(form, new TagAssignment(tags.getOrDefault(form, tag), present, rule));
    if (present) {
      tags.putIfAbsent(form, tag);
    } else {
      tags.remove(form);
    }
  }

  UUID account() {
    return account;
  }

  Money amount() {
    return subject.amount();
  }

  boolean pending() {
    return subject.pending();
  }

  boolean transfer() {
    return Boolean.parseBoolean(values.get(RuleField.TRANSFER));
  }

  Optional<UUID> category() {
    Optional<UUID> known = category;
    if (known == null) {
      known = id(RuleField.CATEGORY);
      category = known;
    }
    return known;
  }

  Optional<UUID> merchant() {
    Optional<UUID> known = merchant;
    if (known == null) {
      known = id(RuleField.MERCHANT);
      merchant = known;
    }
    return known;
  }

  private Optional<UUID> id(RuleField field) {
    return Optional.ofNullable(values.get(field)).map(UUID::fromString).map(references::survivor);
  }

  boolean hasTag(String form) {
    return tags.containsKey(form);
  }

  boolean hasTags() {
    return !tags.isEmpty();
  }

  /** The texts of the bank, and the description that is shown. */
  List<String> descriptions() {
    List<String> known = descriptions;
    if (known == null) {
      String shown = values.get(RuleField.DESCRIPTION);
      known = subject.texts();
      if (shown != null && !known.contains(shown)) {
        known = new ArrayList<>(known);
        known.add(shown);
      }
      descriptions = known;
    }
    return known;
  }

  List<String> foldedDescriptions() {
    List<String> known = foldedDescriptions;
    if (known == null) {
      known = descriptions().stream().map(fold).distinct().toList();
      foldedDescriptions = known;
    }
    return known;
  }

  /** The same in one text, each in a line of its own: a folded text has no line breaks. */
  String joinedDescriptions() {
    String known = joinedDescriptions;
    if (known == null) {
      known = String.join("\n", foldedDescriptions());
      joinedDescriptions = known;
    }
    return known;
  }

  Optional<String> note() {
    return Optional.ofNullable(values.get(RuleField.NOTE));
  }

  Optional<String> foldedNote() {
    Optional<String> known = foldedNote;
    if (known == null) {
      known = note().map(fold);
      foldedNote = known;
    }
    return known;
  }

  Optional<String> merchantName() {
    return merchant()
        .flatMap(
            id ->
                Optional.ofNullable(references.merchantNames().get(id))
                    .or(
                        () ->
                            subject
                                .entryMerchant()
                                .filter(named -> named.id().equals(id))
                                .map(NamedMerchant::name)));
  }

  Optional<String> foldedMerchantName() {
    Optional<String> known = foldedMerchant;
    if (known == null) {
      known = merchantName().map(fold);
      foldedMerchant = known;
    }
    return known;
  }
}
