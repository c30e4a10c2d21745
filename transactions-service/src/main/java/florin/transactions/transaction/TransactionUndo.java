package florin.transactions.transaction;

import florin.events.Money;
import florin.journal.CanonicalName;
import florin.journal.stream.StreamId;
import florin.journal.stream.StreamType;
import florin.transactions.transaction.Transaction.Present;
import florin.transactions.transaction.UserOverrides.FieldOverride;
import florin.transactions.transaction.value.FileRecord;
import florin.transactions.transaction.value.OverridableField;
import florin.transactions.transaction.value.OverridableField.ChosenField;
import florin.transactions.transaction.value.RuleValue;
import florin.transactions.transaction.value.RuleValues;
import florin.transactions.transaction.value.SplitPart;
import florin.transactions.transaction.value.TextField;
import florin.transactions.transaction.value.TransactionEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values of a transaction that its user sets, and the commands that restore them. A removed one
 * has no facets: its values apply again once it is restored.
 */
public final class TransactionUndo {

  public static final StreamType<TransactionCommand, TransactionEvent, Transaction> UNDOABLE =
      StreamType.of(Transaction.DECIDER).undoneBy(TransactionUndo::of, TransactionUndo::restoring);

  private static final String COUNTS = "counts";
  private static final String AMOUNT = "amount";
  private static final String DATE = "date";
  private static final String SPLITS = "splits";
  private static final String TAG = "tag ";
  private static final String RULE = "rule ";
  private static final String RULE_TAG = "rule tag ";
  private static final String RECORD = "imported record ";

  /** The facet of a tag that the user took off. */
  private record TakenOff() {}

  private TransactionUndo() {}

  static Map<String, Object> of(Transaction state) {
    return switch (state) {
      case Present p -> {
        Map<String, Object> facets =
            p.removedBy().isEmpty() ? of(p) : new LinkedHashMap<String, Object>();
        p.linked().forEach((key, linked) -> facets.put(RECORD + key, linked));
        yield facets;
      }
      case Transaction.Absent _ -> Map.of();
    };
  }

  private static Map<String, Object> of(Present p) {
    Map<String, Object> facets = new LinkedHashMap<>();
    facets.put(COUNTS, true);
    if (p.entry() instanceof TransactionEntry.ManualEntry manual) {
      facets.put(AMOUNT, manual.amount());
      facets.put(DATE, manual.date());
    }
    UserOverrides own = p.words();
    addOverride(facets, ChosenField.CATEGORY, own.category());
    addOverride(facets, ChosenField.MERCHANT, own.merchant());
    addOverride(facets, ChosenField.EXCLUDED, own.excluded());
    for (TextField field : TextField.values()) {
      addOverride(facets, field, own.text(field));
    }
    own.untagged().forEach(tag -> facets.put(TAG + CanonicalName.of(tag), new TakenOff()));
    own.tags().forEach(tag -> facets.put(TAG + CanonicalName.of(tag), tag));
    if (!own.split().isEmpty()) {
      facets.put(SPLITS, own.split());
    }
    p.rules().fields().forEach((field, value) -> facets.put(RULE + field, value));
    p.rules().tags().forEach((tag, value) -> facets.put(RULE_TAG + tag, value));
    return facets;
  }

  private static void addOverride(
      Map<String, Object> facets, OverridableField field, FieldOverride<?> override) {
    if (override.byUser()) {
      facets.put(field.word(), override);
    }
  }

  static List<TransactionCommand> restoring(
      StreamId stream, Transaction now, Map<String, Optional<Object>> wanted, Instant at) {
    List<TransactionCommand> commands = new ArrayList<>();
    Optional<Object> counts = wanted.get(COUNTS);
    if (counts != null && counts.isEmpty()) {
      return List.of(new TransactionCommand.Remove(at));
    }
    if (counts != null) {
      commands.add(new TransactionCommand.Restore(at));
    }
    Set<String> more = new HashSet<>();
    Set<String> fewer = new HashSet<>();
    Set<String> released = new HashSet<>();
    RuleValues rules = RuleValues.NONE;
    Optional<Money> amount = Optional.empty();
    Optional<LocalDate> date = Optional.empty();
    for (Map.Entry<String, Optional<Object>> facet : wanted.entrySet()) {
      String name = facet.getKey();
      Optional<Object> value = facet.getValue();
      switch (name) {
        case COUNTS -> {
          // comes first
        }
        case AMOUNT -> amount = value.map(Money.class::cast);
        case DATE -> date = value.map(LocalDate.class::cast);
        case SPLITS ->
            commands.add(
                value.isPresent()
                    ? new TransactionCommand.RestoreSplit(parts(value.get()), at)
                    : new TransactionCommand.SplitInto(List.of(), at));
        case String _ when OverridableField.of(name).isPresent() ->
            commands.add(override(OverridableField.of(name).get(), value, at));
        case String _ when name.startsWith(RECORD) -> commands.add(record(now, name, value, at));
        case String _ when name.startsWith(RULE_TAG) -> {
          String tag = name.substring(RULE_TAG.length());
          rules = rules.withTag(tag, ruleValue(value, ruleValues(now).tags().get(tag)));
        }
        case String _ when name.startsWith(RULE) -> {
          String field = name.substring(RULE.length());
          rules = rules.with(field, ruleValue(value, ruleValues(now).fields().get(field)));
        }
        default -> {
          String tag = name.substring(TAG.length());
          (value.isPresent() ? fewer : released).add(tag);
          value.filter(String.class::isInstance).ifPresent(spelling -> more.add((String) spelling));
        }
      }
    }
    if (amount.isPresent() || date.isPresent()) {
      commands.add(new TransactionCommand.Correct(amount, date, at));
    }
    if (!rules.none()) {
      commands.add(new TransactionCommand.RestoreRuleValues(rules, at));
    }
    if (!more.isEmpty() || !fewer.isEmpty()) {
      commands.add(new TransactionCommand.Retag(more, fewer, at));
    }
    if (!released.isEmpty()) {
      commands.add(new TransactionCommand.ReleaseTags(released, at));
    }
    return commands;
  }

  private static TransactionCommand override(
      OverridableField field, Optional<Object> value, Instant at) {
    if (value.isEmpty()) {
      return new TransactionCommand.ClearOverride(field, at);
    }
    Optional<?> own = ((FieldOverride<?>) value.get()).value();
    return switch (field) {
      case ChosenField.CATEGORY -> new TransactionCommand.Categorise(own.map(UUID.class::cast), at);
      case ChosenField.MERCHANT ->
          new TransactionCommand.AssignMerchant(own.map(UUID.class::cast), at);
      case ChosenField.EXCLUDED ->
          new TransactionCommand.Exclude(own.equals(Optional.of(true)), at);
      case TextField text -> new TransactionCommand.SetText(text, own.map(String.class::cast), at);
    };
  }

  private static TransactionCommand record(
      Transaction now, String name, Optional<Object> value, Instant at) {
    return value
        .<TransactionCommand>map(
            linked -> new TransactionCommand.LinkImportedRecord((FileRecord) linked, at))
        .orElseGet(
            () ->
                new TransactionCommand.UnlinkImportedRecord(
                    Objects.requireNonNull(
                        ((Present) now).linked().get(name.substring(RECORD.length())), "record"),
                    at));
  }

  private static RuleValues ruleValues(Transaction now) {
    return now instanceof Present present ? present.rules() : RuleValues.NONE;
  }

  /** The value from before; if there was none, the present one cleared. */
  private static RuleValue ruleValue(Optional<Object> before, @Nullable RuleValue now) {
    return before
        .map(RuleValue.class::cast)
        .orElseGet(
            () -> {
              RuleValue set = Objects.requireNonNull(now, "rule value");
              return new RuleValue(Optional.empty(), set.rule(), set.version());
            });
  }

  private static List<SplitPart> parts(Object value) {
    return ((List<?>) value).stream().map(SplitPart.class::cast).toList();
  }
}
