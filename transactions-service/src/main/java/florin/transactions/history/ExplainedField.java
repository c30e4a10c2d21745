package florin.transactions.history;

import florin.transactions.history.ExplanationResponse.RuleReference;
import florin.transactions.list.TransactionResponse.SplitPartResponse;
import florin.transactions.projection.TransactionRow;
import florin.transactions.transaction.Transaction.Present;
import florin.transactions.transaction.TransactionEvent;
import florin.transactions.transaction.UserOverrides;
import florin.transactions.transaction.UserOverrides.FieldOverride;
import florin.transactions.transaction.value.OverridableField;
import florin.transactions.transaction.value.OverridableField.ChosenField;
import florin.transactions.transaction.value.RuleValue;
import florin.transactions.transaction.value.RuleValues;
import florin.transactions.transaction.value.TextField;
import florin.transactions.transaction.value.TransactionEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field of a transaction with its three sources.
 *
 * @param given the entry's value
 * @param rules the values among those of rules, or among changes of them, that concern the field
 * @param said the user's value
 * @param over the user's value or, where the user has none, the rules'
 * @param otherwise shown where there is no value at all
 */
record ExplainedField(
    String field,
    Function<Present, Optional<Object>> given,
    Function<RuleValues, Map<String, RuleValue>> rules,
    Function<Present, FieldOverride<?>> said,
    Function<Present, FieldOverride<?>> over,
    @Nullable Object otherwise) {

  static final String CATEGORY = "categoryId";
  static final String MERCHANT = "merchantId";
  static final String SPLITS = "splits";
  private static final String TAGS = "tags";

  Optional<Object> value(Present p) {
    FieldOverride<?> word = over.apply(p);
    return word.byUser() ? word.value().map(Object.class::cast) : given.apply(p);
  }

  /** The rules whose values apply. */
  List<RuleReference> applied(Present p) {
    if (field.equals(TAGS)) {
      return references(p.overlay().ruleTags());
    }
    return said.apply(p).byUser() ? List.of() : references(rules.apply(p.rules()));
  }

  List<RuleReference> changed(TransactionEvent event) {
    return event instanceof TransactionEvent.RulesApplied e
        ? references(rules.apply(e.changes()))
        : List.of();
  }

  private static List<RuleReference> references(Map<String, RuleValue> values) {
    return values.values().stream()
        .map(value -> new RuleReference(value.rule(), value.version()))
        .distinct()
        .toList();
  }

  /** Every field of a transaction of the user. */
  static List<ExplainedField> all(UUID user) {
    List<ExplainedField> fields = new ArrayList<>();
    fields.add(entry("amount", p -> Optional.of(p.entry().amount())));
    fields.add(entry("date", p -> Optional.of(p.entry().date())));
    fields.add(text(TextField.DESCRIPTION));
    fields.add(
        new ExplainedField(
            CATEGORY,
            p -> category(p).map(Object.class::cast),
            values -> rule(values, ChosenField.CATEGORY),
            p -> p.words().category(),
            p -> p.overlay().category(),
            null));
    fields.add(
        new ExplainedField(
            MERCHANT,
            p -> TransactionRow.seen(user, p.entry()).map(seen -> (Object) seen.id()),
            values -> rule(values, ChosenField.MERCHANT),
            p -> p.words().merchant(),
            p -> p.overlay().merchant(),
            null));
    fields.add(entry("pending", p -> Optional.of(pending(p))));
    Stream.of(TextField.values())
        .filter(field -> !field.inEntry())
        .map(ExplainedField::text)
        .forEach(fields::add);
    fields.add(
        new ExplainedField(
            TAGS,
            _ -> Optional.empty(),
            RuleValues::tags,
            p -> tags(p.words()),
            p -> present(listOrEmpty(List.copyOf(p.overlay().tags()))),
            List.of()));
    fields.add(
        new ExplainedField(
            "excluded",
            _ -> Optional.empty(),
            values -> rule(values, ChosenField.EXCLUDED),
            p -> p.words().excluded(),
            p -> present(Optional.of(true).filter(_ -> p.overlay().excluded())),
            false));
    fields.add(word(SPLITS, p -> listOrEmpty(SplitPartResponse.all(p.words().split())), List.of()));
    fields.add(
        word("removedBy", p -> p.removedBy().map(TransactionEvent.RemovingParty::word), null));
    return fields;
  }

  private static ExplainedField text(TextField field) {
    return new ExplainedField(
        field.word(),
        p -> field.inEntry() ? Optional.of(p.entry().description()) : Optional.empty(),
        values -> rule(values, field),
        p -> p.words().text(field),
        p -> p.overlay().override(field),
        null);
  }

  private static Map<String, RuleValue> rule(RuleValues values, OverridableField field) {
    return values.of(field).map(value -> Map.of(field.word(), value)).orElse(Map.of());
  }

  private static ExplainedField entry(String field, Function<Present, Optional<Object>> given) {
    return new ExplainedField(
        field, given, _ -> Map.of(), _ -> FieldOverride.open(), _ -> FieldOverride.open(), null);
  }

  private static ExplainedField word(
      String field, Function<Present, Optional<?>> said, @Nullable Object otherwise) {
    return new ExplainedField(
        field,
        _ -> Optional.empty(),
        _ -> Map.of(),
        p -> present(said.apply(p)),
        p -> present(said.apply(p)),
        otherwise);
  }

  private static FieldOverride<Object> present(Optional<?> value) {
    return new FieldOverride<>(value.isPresent(), value.map(Object.class::cast));
  }

  /** The value includes tags that were taken off, so that each such edit is part of the chain. */
  private static FieldOverride<Object> tags(UserOverrides own) {
    return new FieldOverride<>(
        !own.tags().isEmpty(), Optional.of(List.of(own.tags(), own.untagged())));
  }

  private static Optional<Object> listOrEmpty(List<?> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  private static Optional<UUID> category(Present p) {
    return p.entry() instanceof TransactionEntry.ProviderFact fact
        ? TransactionRow.categoryOf(fact)
        : Optional.empty();
  }

  private static boolean pending(Present p) {
    return p.entry() instanceof TransactionEntry.ProviderFact fact && fact.pending();
  }
}
