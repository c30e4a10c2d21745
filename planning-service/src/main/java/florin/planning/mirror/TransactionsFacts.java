package florin.planning.mirror;

import florin.events.Topic;
import florin.events.transactions.Categorised;
import florin.events.transactions.CategoryArchived;
import florin.events.transactions.CategoryCreated;
import florin.events.transactions.CategoryMerged;
import florin.events.transactions.CategoryMoved;
import florin.events.transactions.CategoryRenamed;
import florin.events.transactions.CategoryUnarchived;
import florin.events.transactions.CategoryUnmerged;
import florin.events.transactions.Corrected;
import florin.events.transactions.DuplicateDismissed;
import florin.events.transactions.DuplicateReopened;
import florin.events.transactions.Excluded;
import florin.events.transactions.ImportCommitted;
import florin.events.transactions.ImportReinstated;
import florin.events.transactions.ImportReverted;
import florin.events.transactions.ImportedRecordLinked;
import florin.events.transactions.ImportedRecordUnlinked;
import florin.events.transactions.Included;
import florin.events.transactions.ManualEntry;
import florin.events.transactions.MerchantArchived;
import florin.events.transactions.MerchantAssigned;
import florin.events.transactions.MerchantCreated;
import florin.events.transactions.MerchantMerged;
import florin.events.transactions.MerchantRenamed;
import florin.events.transactions.MerchantUnarchived;
import florin.events.transactions.MerchantUnmerged;
import florin.events.transactions.Noted;
import florin.events.transactions.OccurrencesLinked;
import florin.events.transactions.OccurrencesLost;
import florin.events.transactions.OccurrencesUnlinked;
import florin.events.transactions.ProviderFact;
import florin.events.transactions.Recorded;
import florin.events.transactions.Released;
import florin.events.transactions.Removed;
import florin.events.transactions.Renamed;
import florin.events.transactions.Restored;
import florin.events.transactions.Revised;
import florin.events.transactions.RuleCreated;
import florin.events.transactions.RuleDeleted;
import florin.events.transactions.RuleDisabled;
import florin.events.transactions.RuleEnabled;
import florin.events.transactions.RuleOrdered;
import florin.events.transactions.RuleRestored;
import florin.events.transactions.RuleRevised;
import florin.events.transactions.RulesApplied;
import florin.events.transactions.SeriesConfirmed;
import florin.events.transactions.SeriesCreated;
import florin.events.transactions.SeriesDetected;
import florin.events.transactions.SeriesDismissed;
import florin.events.transactions.SeriesEnded;
import florin.events.transactions.SeriesPriceChanged;
import florin.events.transactions.SeriesReconsidered;
import florin.events.transactions.SeriesRelearned;
import florin.events.transactions.SeriesRemoved;
import florin.events.transactions.SeriesRestored;
import florin.events.transactions.SeriesRevised;
import florin.events.transactions.SeriesRevived;
import florin.events.transactions.Settled;
import florin.events.transactions.Split;
import florin.events.transactions.Tagged;
import florin.events.transactions.TagsReleased;
import florin.events.transactions.TransferMatched;
import florin.events.transactions.TransferRejected;
import florin.events.transactions.TransferSettingsChanged;
import florin.events.transactions.TransferUnmatched;
import florin.events.transactions.TransferUnrejected;
import florin.events.transactions.Unsplit;
import florin.events.transactions.Untagged;
import florin.journal.UnitOfWork;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import florin.planning.mirror.series.SeriesFacts;
import florin.planning.mirror.series.SeriesMirror;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Mirrors the transactions topic. */
@Component
final class TransactionsFacts implements Inbox {

  private final TransactionMirror transactions = new TransactionMirror();
  private final CategoryMirror categories = new CategoryMirror();
  private final TransferMirror transfers = new TransferMirror();
  private final SeriesMirror series = new SeriesMirror();

  @Override
  public Topic topic() {
    return Topic.TRANSACTIONS_EVENTS;
  }

  @Override
  public List<String> mirrors() {
    return List.of(
        "transaction",
        "category_choice",
        "category_rule",
        "category",
        "transfer",
        "series",
        "series_occurrence");
  }

  @Override
  public Mono<Void> apply(UnitOfWork unit, List<InboundEvent> events) {
    return transactions
        .apply(
            unit.session(),
            events.stream().flatMap(e -> fact(e.user(), e.event()).stream()).toList())
        .then(
            Mono.defer(
                () ->
                    categories.apply(
                        unit.session(),
                        events.stream()
                            .flatMap(e -> category(e.user(), e.event()).stream())
                            .toList())))
        .then(
            Mono.defer(
                () ->
                    transfers.apply(
                        unit.session(),
                        events.stream()
                            .flatMap(e -> transfer(e.user(), e.event()).stream())
                            .toList())))
        .then(
            Mono.defer(
                () ->
                    series.apply(
                        unit.session(),
                        events.stream()
                            .flatMap(e -> SeriesFacts.series(e.user(), e.event()).stream())
                            .toList(),
                        events.stream()
                            .flatMap(e -> SeriesFacts.occurrences(e.user(), e.event()).stream())
                            .toList())));
  }

  /** The fact of a transfer that an event holds; empty for events of anything else. */
  static Optional<TransferFact> transfer(UUID user, SpecificRecord event) {
    return switch (event) {
      case TransferMatched e ->
          Optional.of(
              new TransferFact(
                  user, e.getTransferId(), e.getOutgoingId(), e.getIncomingId(), true));
      case TransferUnmatched e ->
          Optional.of(
              new TransferFact(
                  user, e.getTransferId(), e.getOutgoingId(), e.getIncomingId(), false));
      default -> Optional.empty();
    };
  }

  /** The fact of a category that an event holds; empty for events of anything else. */
  static Optional<CategoryFact> category(UUID user, SpecificRecord event) {
    return switch (event) {
      case CategoryCreated e ->
          Optional.of(new CategoryFact.Created(user, e.getCategoryId(), e.getName()));
      case CategoryRenamed e ->
          Optional.of(new CategoryFact.Renamed(user, e.getCategoryId(), e.getName()));
      case CategoryArchived e ->
          Optional.of(new CategoryFact.Archived(user, e.getCategoryId(), true));
      case CategoryUnarchived e ->
          Optional.of(new CategoryFact.Archived(user, e.getCategoryId(), false));
      case CategoryMerged e ->
          Optional.of(new CategoryFact.Merged(user, e.getCategoryId(), Optional.of(e.getInto())));
      case CategoryUnmerged e ->
          Optional.of(new CategoryFact.Merged(user, e.getCategoryId(), Optional.empty()));
      default -> Optional.empty();
    };
  }

  /** The change of a transaction; empty for the listed events without use here. */
  static Optional<TransactionUpdate> fact(UUID user, SpecificRecord event) {
    return switch (event) {
      case Recorded e -> Optional.of(recorded(user, e));
      case Settled e ->
          Optional.of(
              provided(user, e.getTransactionId(), e.getAccountId(), e.getFact(), e.getAt()));
      case Revised e ->
          Optional.of(
              provided(user, e.getTransactionId(), e.getAccountId(), e.getFact(), e.getAt()));
      case Removed e ->
          Optional.of(new TransactionUpdate.Removed(user, e.getTransactionId(), true));
      case Restored e ->
          Optional.of(new TransactionUpdate.Removed(user, e.getTransactionId(), false));
      case Categorised e ->
          Optional.of(
              new TransactionUpdate.Categorised(
                  user, e.getTransactionId(), true, Optional.ofNullable(e.getCategoryId())));
      case Released e when e.getField().equals("category") ->
          Optional.of(
              new TransactionUpdate.Categorised(
                  user, e.getTransactionId(), false, Optional.empty()));
      case RulesApplied e ->
          e.getFields().stream()
              .filter(field -> field.getName().equals("category"))
              .findFirst()
              .map(
                  field ->
                      new TransactionUpdate.CategorisedByRule(
                          user,
                          e.getTransactionId(),
                          Optional.ofNullable(field.getValue()).map(UUID::fromString)));
      case Corrected e ->
          Optional.of(
              manual(user, e.getTransactionId(), e.getAccountId(), e.getManual(), e.getAt()));
      case Noted _,
          Renamed _,
          MerchantAssigned _,
          Released _,
          Tagged _,
          Untagged _,
          TagsReleased _,
          Excluded _,
          Included _,
          Split _,
          Unsplit _,
          CategoryCreated _,
          CategoryRenamed _,
          CategoryMoved _,
          CategoryMerged _,
          CategoryUnmerged _,
          CategoryArchived _,
          CategoryUnarchived _,
          MerchantCreated _,
          MerchantRenamed _,
          MerchantMerged _,
          MerchantUnmerged _,
          MerchantArchived _,
          MerchantUnarchived _,
          TransferMatched _,
          TransferUnmatched _,
          TransferRejected _,
          TransferUnrejected _,
          TransferSettingsChanged _,
          DuplicateDismissed _,
          DuplicateReopened _,
          OccurrencesLinked _,
          OccurrencesLost _,
          OccurrencesUnlinked _,
          SeriesConfirmed _,
          SeriesCreated _,
          SeriesDetected _,
          SeriesDismissed _,
          SeriesEnded _,
          SeriesPriceChanged _,
          SeriesReconsidered _,
          SeriesRelearned _,
          SeriesRemoved _,
          SeriesRestored _,
          SeriesRevised _,
          SeriesRevived _,
          RuleCreated _,
          RuleDeleted _,
          RuleDisabled _,
          RuleEnabled _,
          RuleOrdered _,
          RuleRestored _,
          RuleRevised _,
          ImportCommitted _,
          ImportReverted _,
          ImportReinstated _,
          ImportedRecordLinked _,
          ImportedRecordUnlinked _ ->
          Optional.empty();
      default ->
          throw new IllegalArgumentException(
              "type: "
                  + event.getSchema().getFullName()
                  + " (expected: one of the transactions topic)");
    };
  }

  private static TransactionUpdate recorded(UUID user, Recorded event) {
    return event.getFact() == null
        ? manual(
            user, event.getTransactionId(), event.getAccountId(), event.getManual(), event.getAt())
        : provided(
            user, event.getTransactionId(), event.getAccountId(), event.getFact(), event.getAt());
  }

  private static TransactionUpdate provided(
      UUID user, UUID transaction, UUID account, ProviderFact fact, Instant at) {
    return new TransactionUpdate.Entered(
        user,
        transaction,
        account,
        fact.getAmount().getAmount(),
        fact.getAmount().getCurrency(),
        fact.getDate(),
        Optional.ofNullable(fact.getAuthorizedDate()),
        fact.getPending(),
        fact.getName(),
        Optional.ofNullable(fact.getMerchantName()),
        Optional.ofNullable(fact.getCategoryDetailed())
            .or(() -> Optional.ofNullable(fact.getCategoryPrimary())),
        true,
        at);
  }

  private static TransactionUpdate manual(
      UUID user, UUID transaction, UUID account, ManualEntry entry, Instant at) {
    return new TransactionUpdate.Entered(
        user,
        transaction,
        account,
        entry.getAmount().getAmount(),
        entry.getAmount().getCurrency(),
        entry.getDate(),
        Optional.empty(),
        false,
        entry.getDescription(),
        Optional.empty(),
        Optional.empty(),
        false,
        at);
  }
}
