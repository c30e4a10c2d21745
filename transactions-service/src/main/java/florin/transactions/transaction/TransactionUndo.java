package florin.transactions.transaction;

import florin.events.Money;
import florin.journal.CanonicalName;
import florin.journal.stream.StreamId;
import florin.journal.stream.StreamType;
import florin.transactions.transaction.Transaction.Present;
import florin.transactions.transaction.UserOverrides.FieldOverride;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What of a transaction its user sets, and the way back to each value. A removed one has no facets:
 * whatever was said of it holds again once it is restored.
 */
public final class TransactionUndo {

  public static final StreamType<TransactionCommand, TransactionEvent, Transaction> UNDOABLE =
      StreamType.of(Transaction.DECIDER).undoneBy(TransactionUndo::of, TransactionUndo::restoring);

  private static final String COUNTS = "counts";
  private static final String AMOUNT = "amount";
  private static final String DATE = "date";
  private static final String CATEGORY = "category";
  private static final String DESCRIPTION = "description";
  private static final String MERCHANT = "merchant";
  private static final String NOTE = "note";
  private static final String EXCLUDED = "excluded";
  private static final String SPLITS = "splits";
  private static final String TAG = "tag ";

  private TransactionUndo() {}

  static Map<String, Object> of(Transaction state) {
    return switch (state) {
      case Present p when p.removedBy().isEmpty() -> of(p);
      case Present _, Transaction.Absent _ -> Map.of();
    };
  }

  private static Map<String, Object> of(Present p) {
    Map<String, Object> facets = new LinkedHashMap<>();
    facets.put(COUNTS, true);
    if (p.entry() instanceof TransactionEntry.ManualEntry manual) {
      facets.put(AMOUNT, manual.amount());
      facets.put(DATE, manual.date());
    }
    UserOverrides userOverrides = p.words();
    if (userOverrides.category().byUser()) {
      facets.put(CATEGORY, userOverrides.category());
    }
    userOverrides.description().ifPresent(text -> facets.put(DESCRIPTION, text));
    if (userOverrides.merchant().byUser()) {
      facets.put(MERCHANT, userOverrides.merchant());
    }
    userOverrides.note().ifPresent(text -> facets.put(NOTE, text));
    userOverrides.tags().forEach(tag -> facets.put(TAG + CanonicalName.of(tag), tag));
    if (userOverrides.excluded()) {
      facets.put(EXCLUDED, true);
    }
    if (!userOverrides.split().isEmpty()) {
      facets.put(SPLITS, userOverrides.split());
    }
    return facets;
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
    Optional<Money> amount = Optional.empty();
    Optional<LocalDate> date = Optional.empty();
    for (Map.Entry<String, Optional<Object>> facet : wanted.entrySet()) {
      Optional<Object> value = facet.getValue();
      switch (facet.getKey()) {
        case COUNTS -> {
          // comes first
        }
        case AMOUNT -> amount = value.map(Money.class::cast);
        case DATE -> date = value.map(LocalDate.class::cast);
        case CATEGORY ->
            commands.add(
                value.isEmpty()
                    ? new TransactionCommand.ClearOverride(
                        TransactionEvent.OverridableField.CATEGORY, at)
                    : new TransactionCommand.Categorise(choice(value.get()), at));
        case MERCHANT ->
            commands.add(
                value.isEmpty()
                    ? new TransactionCommand.ClearOverride(
                        TransactionEvent.OverridableField.MERCHANT, at)
                    : new TransactionCommand.AssignMerchant(choice(value.get()), at));
        case DESCRIPTION ->
            commands.add(new TransactionCommand.Rename(value.map(String.class::cast), at));
        case NOTE -> commands.add(new TransactionCommand.Note(value.map(String.class::cast), at));
        case EXCLUDED -> commands.add(new TransactionCommand.Exclude(value.isPresent(), at));
        case SPLITS ->
            commands.add(
                value.isPresent()
                    ? new TransactionCommand.RestoreSplit(parts(value.get()), at)
                    : new TransactionCommand.SplitInto(List.of(), at));
        default -> {
          fewer.add(facet.getKey().substring(TAG.length()));
          value.ifPresent(spelling -> more.add((String) spelling));
        }
      }
    }
    if (amount.isPresent() || date.isPresent()) {
      commands.add(new TransactionCommand.Correct(amount, date, at));
    }
    if (!more.isEmpty() || !fewer.isEmpty()) {
      commands.add(new TransactionCommand.Retag(more, fewer, at));
    }
    return commands;
  }

  private static Optional<UUID> choice(Object value) {
    return ((FieldOverride<?>) value).value().map(UUID.class::cast);
  }

  private static List<SplitPart> parts(Object value) {
    return ((List<?>) value).stream().map(SplitPart.class::cast).toList();
  }
}
