package florin.transactions.rule.run;

import florin.journal.CanonicalName;
import florin.transactions.projection.TransactionRow;
import florin.transactions.projection.TransactionRow.ProviderValues;
import florin.transactions.projection.TransactionRows.StoredTransaction;
import florin.transactions.rule.evaluation.RuleAssignments;
import florin.transactions.rule.evaluation.RuleAssignments.FieldAssignment;
import florin.transactions.rule.evaluation.RuleAssignments.TagAssignment;
import florin.transactions.rule.evaluation.RuleField;
import florin.transactions.rule.evaluation.RuleReference;
import florin.transactions.rule.evaluation.RuleSubject;
import florin.transactions.rule.evaluation.RuleSubject.NamedMerchant;
import florin.transactions.transaction.Overlay;
import florin.transactions.transaction.Transaction;
import florin.transactions.transaction.UserOverrides;
import florin.transactions.transaction.UserOverrides.FieldOverride;
import florin.transactions.transaction.value.OverridableField.ChosenField;
import florin.transactions.transaction.value.RuleValue;
import florin.transactions.transaction.value.RuleValues;
import florin.transactions.transaction.value.TextField;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Transactions as rules see them, from their state or from their row; and values of rules. */
final class RuleSubjects {

  private static final String TRUE = "true";

  private RuleSubjects() {}

  /**
   * @param paired whether the transaction is one side of a pair of a transfer
   */
  static RuleSubject of(UUID user, Transaction.Present state, boolean paired) {
    return of(
        state.id(),
        state.account(),
        ProviderValues.of(user, state.entry()),
        state.overlay(),
        paired);
  }

  static RuleSubject of(StoredTransaction stored) {
    TransactionRow row = stored.row();
    return of(row.id(), row.account(), row.said(), row.overlay(), stored.paired());
  }

  private static RuleSubject of(
      UUID id, UUID account, ProviderValues entry, Overlay overlay, boolean paired) {
    UserOverrides user = overlay.user();
    Map<RuleField, String> base = new EnumMap<>(RuleField.class);
    Set<RuleField> decided = EnumSet.noneOf(RuleField.class);
    put(base, decided, RuleField.CATEGORY, user.category(), entry.category());
    put(base, decided, RuleField.MERCHANT, user.merchant(), entry.merchant());
    put(
        base,
        decided,
        RuleField.DESCRIPTION,
        user.text(TextField.DESCRIPTION),
        entry.description());
    put(base, decided, RuleField.NOTE, user.text(TextField.NOTE), null);
    put(base, decided, RuleField.EXCLUDED, user.excluded(), false);
    base.put(RuleField.TRANSFER, Boolean.toString(paired));
    if (paired) {
      decided.add(RuleField.TRANSFER); // a pair is a transfer, whatever a rule marks
    }
    Map<String, String> userTags = new TreeMap<>();
    user.tags().forEach(tag -> userTags.put(CanonicalName.of(tag), tag));
    Set<String> decidedTags = new HashSet<>(userTags.keySet());
    user.untagged().forEach(tag -> decidedTags.add(CanonicalName.of(tag)));
    List<String> texts = new ArrayList<>();
    texts.add(entry.description());
    Optional.ofNullable(entry.originalDescription()).ifPresent(texts::add);
    return new RuleSubject(
        id,
        account,
        entry.amount(),
        entry.pending(),
        texts,
        Optional.ofNullable(entry.seen())
            .map(merchant -> new NamedMerchant(merchant.id(), merchant.name().name())),
        base,
        userTags,
        decided,
        decidedTags,
        assignments(overlay.rules()));
  }

  private static <T> void put(
      Map<RuleField, String> base,
      Set<RuleField> decided,
      RuleField field,
      FieldOverride<T> override,
      @Nullable T entry) {
    if (override.byUser()) {
      decided.add(field);
    }
    Optional<T> value = override.byUser() ? override.value() : Optional.ofNullable(entry);
    value.ifPresent(known -> base.put(field, known.toString()));
  }

  private static RuleAssignments assignments(RuleValues rules) {
    if (rules.none()) {
      return RuleAssignments.NONE;
    }
    Map<RuleField, FieldAssignment> fields = new EnumMap<>(RuleField.class);
    for (RuleField field : RuleField.values()) {
      of(rules, field)
          .ifPresent(
              set ->
                  set.value()
                      .ifPresent(
                          value -> fields.put(field, new FieldAssignment(value, reference(set)))));
    }
    Map<String, TagAssignment> tags = new TreeMap<>();
    rules
        .tags()
        .forEach(
            (tag, set) ->
                tags.put(CanonicalName.of(tag), new TagAssignment(tag, true, reference(set))));
    return new RuleAssignments(fields, tags);
  }

  private static Optional<RuleValue> of(RuleValues rules, RuleField field) {
    return switch (field) {
      case CATEGORY -> rules.of(ChosenField.CATEGORY);
      case MERCHANT -> rules.of(ChosenField.MERCHANT);
      case DESCRIPTION -> rules.of(TextField.DESCRIPTION);
      case NOTE -> rules.of(TextField.NOTE);
      case EXCLUDED -> rules.of(ChosenField.EXCLUDED);
      case TRANSFER -> Optional.ofNullable(rules.fields().get(RuleValues.TRANSFER));
    };
  }

  private static RuleReference reference(RuleValue set) {
    return new RuleReference(set.rule(), set.version());
  }

  /** The changes as a transaction takes them. */
  static RuleValues values(RuleAssignments changes) {
    RuleValues values = RuleValues.NONE;
    for (Map.Entry<RuleField, FieldAssignment> field : changes.fields().entrySet()) {
      values = with(values, field.getKey(), field.getValue());
    }
    for (TagAssignment tag : changes.tags().values()) {
      UUID rule = tag.rule().id();
      int version = tag.rule().version();
      values =
          tag.present()
              ? values.withTag(tag.tag(), rule, version)
              : values.withoutTag(tag.tag(), rule, version);
    }
    return values;
  }

  private static RuleValues with(RuleValues values, RuleField field, FieldAssignment set) {
    UUID rule = set.rule().id();
    int version = set.rule().version();
    String value = set.value();
    return switch (field) {
      case CATEGORY -> values.withCategory(UUID.fromString(value), rule, version);
      case MERCHANT -> values.withMerchant(UUID.fromString(value), rule, version);
      case DESCRIPTION -> values.withText(TextField.DESCRIPTION, value, rule, version);
      case NOTE -> values.withText(TextField.NOTE, value, rule, version);
      case EXCLUDED ->
          value.equals(TRUE)
              ? values.withExcluded(rule, version)
              : values.without(ChosenField.EXCLUDED, rule, version);
      case TRANSFER ->
          value.equals(TRUE)
              ? values.withTransfer(rule, version)
              : values.withoutTransfer(rule, version);
    };
  }
}
