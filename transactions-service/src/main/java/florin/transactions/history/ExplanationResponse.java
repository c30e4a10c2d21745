package florin.transactions.history;

import florin.journal.stream.RecordedEvent;
import florin.transactions.list.TransactionResponse.SplitPartResponse;
import florin.transactions.list.TransactionRow;
import florin.transactions.merging.MergeLink;
import florin.transactions.transaction.Transaction;
import florin.transactions.transaction.Transaction.Present;
import florin.transactions.transaction.TransactionEntry;
import florin.transactions.transaction.TransactionEvent;
import florin.transactions.transaction.UserOverrides.FieldOverride;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why each field of a transaction has its value: the events that gave it one, oldest first, then
 * those that merged what it is. Nothing else is needed to come to it again.
 */
public record ExplanationResponse(UUID transactionId, List<FieldExplanation> fields) {

  private static final String CATEGORY = "categoryId";
  private static final String MERCHANT = "merchantId";
  private static final String SPLITS = "splits";

  /**
   * One field.
   *
   * @param value as lists show it
   * @param source {@code provider}, {@code user} or {@code none}
   * @param chain beginning with what recorded the transaction; mergers of a category or a merchant
   *     come last, whenever they were made
   */
  public record FieldExplanation(
      String field, @Nullable Object value, String source, List<ExplanationStep> chain) {

    /** The categories and merchants that it names. */
    private Stream<UUID> named() {
      return switch (value) {
        case UUID id -> Stream.of(id);
        case List<?> many -> many.stream().flatMap(one -> category(one).stream());
        case null, default -> Stream.empty();
      };
    }

    private static Optional<UUID> category(Object one) {
      return one instanceof SplitPartResponse splitPartResponse
          ? Optional.ofNullable(splitPartResponse.categoryId())
          : Optional.empty();
    }

    private FieldExplanation merged(Map<UUID, List<MergeLink>> mergers) {
      Map<UUID, ExplanationStep> links = new LinkedHashMap<>();
      chain.forEach(explanationStep -> links.put(explanationStep.eventId, explanationStep));
      Object now = value;
      for (UUID id : named().distinct().toList()) {
        for (MergeLink mergeLink : mergers.getOrDefault(id, List.of())) {
          now = merged(now, mergeLink);
          links.putIfAbsent(mergeLink.event().eventId(), ExplanationStep.of(mergeLink, now));
        }
      }
      return new FieldExplanation(field, now, source, List.copyOf(links.values()));
    }

    private static @Nullable Object merged(@Nullable Object one, MergeLink mergeLink) {
      return switch (one) {
        case UUID id when id.equals(mergeLink.from()) -> mergeLink.into();
        case SplitPartResponse splitPartResponse
            when mergeLink.from().equals(splitPartResponse.categoryId()) ->
            new SplitPartResponse(
                mergeLink.into(), splitPartResponse.amount(), splitPartResponse.note());
        case List<?> many -> many.stream().map(each -> merged(each, mergeLink)).toList();
        case null, default -> one;
      };
    }
  }

  /**
   * One event that said something of the field.
   *
   * @param stream whose event it is: {@code transaction}, {@code category} or {@code merchant}
   * @param source whose word it is
   * @param value what the event says, absent if it says nothing or takes back what was said
   */
  public record ExplanationStep(
      UUID eventId,
      String stream,
      int version,
      String type,
      String source,
      String actor,
      @Nullable Object value,
      UUID changeId,
      Instant recordedAt) {

    private static ExplanationStep of(
        RecordedEvent recorded, String type, String source, @Nullable Object value) {
      return new ExplanationStep(
          recorded.eventId(),
          recorded.stream().type(),
          recorded.version(),
          type,
          source,
          recorded.actor().value(),
          value,
          recorded.changeId(),
          recorded.recordedAt());
    }

    private static ExplanationStep of(MergeLink mergeLink, @Nullable Object value) {
      return of(mergeLink.event(), "Merged", decidedBy(mergeLink.event()), value);
    }
  }

  /**
   * A field in its two layers.
   *
   * @param given what the entry has
   * @param said what the user decided instead, if anything
   * @param otherwise what is shown where neither says anything
   */
  private record ExplainedField(
      String field,
      Function<Present, Optional<Object>> given,
      Function<Present, FieldOverride<Object>> said,
      @Nullable Object otherwise) {

    Optional<Object> value(Present p) {
      FieldOverride<Object> word = said.apply(p);
      return word.byUser() ? word.value() : given.apply(p);
    }
  }

  private static List<ExplainedField> aspects(UUID user) {
    return List.of(
        entry("amount", p -> Optional.of(p.entry().amount())),
        entry("date", p -> Optional.of(p.entry().date())),
        new ExplainedField(
            "description",
            p -> Optional.of(p.entry().description()),
            p -> optionalOverride(p.words().description()),
            null),
        new ExplainedField(
            CATEGORY,
            p -> category(p).map(Object.class::cast),
            p -> overrideOrAny(p.words().category()),
            null),
        new ExplainedField(
            MERCHANT,
            p -> TransactionRow.seen(user, p.entry()).map(seen -> (Object) seen.id()),
            p -> overrideOrAny(p.words().merchant()),
            null),
        entry("pending", p -> Optional.of(pending(p))),
        word("note", p -> p.words().note(), null),
        word("tags", p -> listOrEmpty(List.copyOf(p.words().tags())), List.of()),
        word("excluded", p -> p.words().excluded() ? Optional.of(true) : Optional.empty(), false),
        word(SPLITS, p -> listOrEmpty(TransactionHistory.pieces(p.words().split())), List.of()),
        word("removedBy", p -> p.removedBy().map(TransactionEvent.RemovingParty::word), null));
  }

  private static ExplainedField entry(String field, Function<Present, Optional<Object>> given) {
    return new ExplainedField(field, given, _ -> FieldOverride.open(), null);
  }

  private static ExplainedField word(
      String field, Function<Present, Optional<?>> said, @Nullable Object otherwise) {
    return new ExplainedField(
        field, _ -> Optional.empty(), p -> optionalOverride(said.apply(p)), otherwise);
  }

  private static FieldOverride<Object> optionalOverride(Optional<?> value) {
    return new FieldOverride<>(value.isPresent(), value.map(Object.class::cast));
  }

  private static Optional<Object> listOrEmpty(List<?> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  private static FieldOverride<Object> overrideOrAny(FieldOverride<UUID> choice) {
    return new FieldOverride<>(choice.byUser(), choice.value().map(Object.class::cast));
  }

  private static Optional<UUID> category(Present p) {
    return p.entry() instanceof TransactionEntry.ProviderFact fact
        ? TransactionRow.categoryOf(fact)
        : Optional.empty();
  }

  private static boolean pending(Present p) {
    return p.entry() instanceof TransactionEntry.ProviderFact fact && fact.pending();
  }

  /** Of a transaction's events, oldest first; empty if they record none. */
  public static Optional<ExplanationResponse> of(UUID id, List<RecordedEvent> events) {
    if (events.isEmpty()) {
      return Optional.empty();
    }
    List<FieldExplanation> reasons =
        aspects(events.getFirst().stream().user()).stream()
            .map(explainedField -> reason(explainedField, events))
            .flatMap(Optional::stream)
            .toList();
    return reasons.isEmpty() ? Optional.empty() : Optional.of(new ExplanationResponse(id, reasons));
  }

  /** The categories that it names, each once. */
  Set<UUID> categories() {
    return named(CATEGORY, SPLITS);
  }

  Set<UUID> merchants() {
    return named(MERCHANT);
  }

  private Set<UUID> named(String... of) {
    return fields.stream()
        .filter(fieldExplanation -> List.of(of).contains(fieldExplanation.field))
        .flatMap(FieldExplanation::named)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * With what became of its categories and merchants.
   *
   * @param mergers of each that was merged, link by link
   */
  ExplanationResponse merged(Map<UUID, List<MergeLink>> mergers) {
    return new ExplanationResponse(
        transactionId,
        fields.stream().map(fieldExplanation -> fieldExplanation.merged(mergers)).toList());
  }

  private static Optional<FieldExplanation> reason(
      ExplainedField explainedField, List<RecordedEvent> events) {
    Transaction state = Transaction.DECIDER.initial();
    List<ExplanationStep> chain = new ArrayList<>();
    String speaker = "none";
    for (RecordedEvent recorded : events) {
      TransactionEvent event = decoded(recorded);
      Transaction before = state;
      state = Transaction.evolve(before, event);
      if (state instanceof Present after) {
        speaker = isUserDecided(explainedField, before, after) ? decidedBy(recorded) : speaker;
        link(explainedField, before, after, recorded, event).ifPresent(chain::add);
      }
    }
    return state instanceof Present now
        ? Optional.of(reason(explainedField, now, speaker, chain))
        : Optional.empty();
  }

  private static Optional<ExplanationStep> link(
      ExplainedField explainedField,
      Transaction before,
      Present after,
      RecordedEvent recorded,
      TransactionEvent event) {
    boolean first = !(before instanceof Present);
    boolean word = isUserDecided(explainedField, before, after);
    boolean entry =
        before instanceof Present b
            && !explainedField.given.apply(b).equals(explainedField.given.apply(after));
    if (!first && !word && !entry) {
      return Optional.empty();
    }
    Optional<Object> value =
        word ? explainedField.said.apply(after).value() : explainedField.given.apply(after);
    return Optional.of(
        ExplanationStep.of(
            recorded,
            event instanceof TransactionEvent.OverrideCleared
                ? "Released"
                : event.getClass().getSimpleName(),
            word ? decidedBy(recorded) : source(after),
            value.orElse(null)));
  }

  /** Who can decide about a field besides its entry: a user, or a bank that removes. */
  private static String decidedBy(RecordedEvent recorded) {
    return recorded.actor().isUser() ? "user" : "provider";
  }

  private static String source(Present present) {
    return present.entry() instanceof TransactionEntry.ProviderFact ? "provider" : "user";
  }

  private static boolean isUserDecided(
      ExplainedField explainedField, Transaction before, Present after) {
    return before instanceof Present b
        && !explainedField.said.apply(b).equals(explainedField.said.apply(after));
  }

  private static FieldExplanation reason(
      ExplainedField explainedField, Present now, String speaker, List<ExplanationStep> chain) {
    boolean byUser = explainedField.said.apply(now).byUser();
    Optional<Object> value = explainedField.value(now);
    String source = byUser ? speaker : value.isEmpty() ? "none" : source(now);
    return new FieldExplanation(
        explainedField.field, value.orElse(explainedField.otherwise), source, List.copyOf(chain));
  }

  private static TransactionEvent decoded(RecordedEvent recorded) {
    return Transaction.DECIDER.decode(recorded);
  }
}
