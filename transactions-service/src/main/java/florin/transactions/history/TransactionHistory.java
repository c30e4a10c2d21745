package florin.transactions.history;

import florin.journal.Journal;
import florin.journal.database.Session;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.Rejection;
import florin.transactions.category.CategoryCodec;
import florin.transactions.category.UserCategory;
import florin.transactions.list.TransactionResponse.SplitPartResponse;
import florin.transactions.merchant.Merchant;
import florin.transactions.merchant.MerchantCodec;
import florin.transactions.merging.MergeLink;
import florin.transactions.transaction.Transaction;
import florin.transactions.transaction.TransactionEvent;
import florin.transactions.transaction.value.FileRecord;
import florin.transactions.transaction.value.RuleValue;
import florin.transactions.transaction.value.RuleValues;
import florin.transactions.transaction.value.TextField;
import florin.transactions.transaction.value.TransactionEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A transaction's events as its user reads them. */
@Component
public class TransactionHistory {

  private final Journal journal;

  TransactionHistory(Journal journal) {
    this.journal = journal;
  }

  /**
   * One event.
   *
   * @param actor {@code user}, {@code provider}, {@code system} or {@code rule:<id>}
   * @param changeId what else happened with it has the same
   * @param values the fields it set
   */
  public record TransactionEventResponse(
      int version,
      UUID eventId,
      String type,
      String actor,
      UUID changeId,
      Instant recordedAt,
      Map<String, Object> values) {}

  /**
   * The events after a version, oldest first.
   *
   * @param limit at most so many
   * @throws Rejection {@code not-found} if there is none at all
   */
  public Mono<List<TransactionEventResponse>> of(
      Session session, UUID user, UUID id, int after, int limit) {
    return journal
        .history(session, user, id, after, limit)
        .filter(TransactionHistory::isOfTransaction)
        .map(TransactionHistory::step)
        .collectList()
        .doOnNext(
            events -> {
              if (events.isEmpty() && after == 0) {
                throw noSuchTransaction();
              }
            });
  }

  public Mono<ExplanationResponse> explain(Session session, UUID user, UUID id) {
    return journal
        .history(session, user, id)
        .filter(TransactionHistory::isOfTransaction)
        .collect(() -> new ExplanationResponse.Fold(id), ExplanationResponse.Fold::add)
        .map(fold -> fold.result().orElseThrow(TransactionHistory::noSuchTransaction))
        .flatMap(
            found ->
                mergers(session, user, found)
                    .collectMap(m -> m.getFirst().from())
                    .map(found::merged));
  }

  private static boolean isOfTransaction(RecordedEvent event) {
    return event.stream().type().equals(Transaction.STREAM);
  }

  private static Rejection noSuchTransaction() {
    return new Rejection("not-found", "There is no such transaction.");
  }

  /** The chains of what it names; few of them are merged, so each is followed by itself. */
  private Flux<List<MergeLink>> mergers(Session session, UUID user, ExplanationResponse found) {
    return Flux.fromIterable(found.categories())
        .concatMap(
            category ->
                MergeLink.chain(
                    journal,
                    session,
                    CategoryCodec.CATEGORIES,
                    UserCategory::mergedInto,
                    user,
                    category))
        .concatWith(
            Flux.fromIterable(found.merchants())
                .concatMap(
                    merchant ->
                        MergeLink.chain(
                            journal,
                            session,
                            MerchantCodec.MERCHANTS,
                            Merchant::mergedInto,
                            user,
                            merchant)))
        .filter(chain -> !chain.isEmpty());
  }

  private static TransactionEventResponse step(RecordedEvent recorded) {
    TransactionEvent event = Transaction.DECIDER.decode(recorded);
    return new TransactionEventResponse(
        recorded.version(),
        recorded.eventId(),
        type(event),
        recorded.actor().value(),
        recorded.changeId(),
        recorded.recordedAt(),
        values(event));
  }

  /** The name of the event in the journal. */
  static String type(TransactionEvent event) {
    return switch (event) {
      case TransactionEvent.OverrideCleared _ -> "Released";
      case TransactionEvent.TextSet e -> e.field() == TextField.DESCRIPTION ? "Renamed" : "Noted";
      case TransactionEvent other -> other.getClass().getSimpleName();
    };
  }

  private static Map<String, Object> values(TransactionEvent event) {
    Map<String, Object> values = new LinkedHashMap<>();
    switch (event) {
      case TransactionEvent.Recorded e -> {
        entry(values, e.entry());
        e.imported().ifPresent(imported -> imported(values, imported));
      }
      case TransactionEvent.ImportedRecordLinked e -> imported(values, e.record());
      case TransactionEvent.ImportedRecordUnlinked e -> {
        put(values, "importId", e.importId());
        put(values, "number", e.number());
      }
      case TransactionEvent.Settled e -> {
        put(values, "supersededExternalId", e.supersededExternalId());
        entry(values, e.fact());
      }
      case TransactionEvent.Revised e -> entry(values, e.fact());
      case TransactionEvent.Removed e -> put(values, "by", e.by().word());
      case TransactionEvent.Restored e -> put(values, "by", e.by().word());
      case TransactionEvent.Categorised e -> put(values, "categoryId", e.category().orElse(null));
      case TransactionEvent.TextSet e -> put(values, e.field().word(), e.text().orElse(null));
      case TransactionEvent.MerchantAssigned e ->
          put(values, "merchantId", e.merchant().orElse(null));
      case TransactionEvent.OverrideCleared e -> put(values, "released", e.field().word());
      case TransactionEvent.Tagged e -> put(values, "added", e.tags());
      case TransactionEvent.Untagged e -> put(values, "taken", e.tags());
      case TransactionEvent.TagsReleased e -> put(values, "released", e.tags());
      case TransactionEvent.RulesApplied e -> ruleValues(values, e.changes());
      case TransactionEvent.Excluded _ -> put(values, "excluded", true);
      case TransactionEvent.Included _ -> put(values, "excluded", false);
      case TransactionEvent.Corrected e -> entry(values, e.entry());
      case TransactionEvent.Split e -> put(values, "splits", SplitPartResponse.all(e.parts()));
      case TransactionEvent.Unsplit _ -> put(values, "splits", List.of());
    }
    return values;
  }

  /** A value that a rule set, with the rule and its version. */
  private record RuleValueResponse(@Nullable String value, UUID ruleId, int ruleVersion) {
    private static RuleValueResponse of(RuleValue one) {
      return new RuleValueResponse(one.value().orElse(null), one.rule(), one.version());
    }
  }

  private static void ruleValues(Map<String, Object> values, RuleValues changes) {
    changes.fields().forEach((field, one) -> put(values, field, RuleValueResponse.of(one)));
    if (!changes.tags().isEmpty()) {
      Map<String, Object> tags = new LinkedHashMap<>();
      changes.tags().forEach((tag, one) -> tags.put(tag, RuleValueResponse.of(one)));
      put(values, "tags", tags);
    }
  }

  private static void entry(Map<String, Object> values, TransactionEntry transactionEntry) {
    put(values, "amount", transactionEntry.amount());
    put(values, "date", transactionEntry.date());
    put(values, "description", transactionEntry.description());
    if (transactionEntry instanceof TransactionEntry.ProviderFact fact) {
      put(values, "externalId", fact.externalId());
      put(values, "pending", fact.pending());
      put(
          values,
          "providerCategoryLabel",
          fact.categoryDetailed().or(fact::categoryPrimary).orElse(null));
    }
  }

  private static void imported(Map<String, Object> values, FileRecord imported) {
    put(values, "importId", imported.importId());
    put(values, "number", imported.number());
    put(values, "line", imported.line());
  }

  @SuppressWarnings("NullAway") // a value that was cleared is shown as null
  private static void put(Map<String, Object> values, String name, @Nullable Object value) {
    values.put(name, value);
  }
}
