package florin.transactions.history;

import florin.journal.stream.RecordedEvent;
import florin.transactions.list.TransactionResponse.SplitPartResponse;
import florin.transactions.merging.MergeLink;
import florin.transactions.transaction.Transaction;
import florin.transactions.transaction.Transaction.Present;
import florin.transactions.transaction.TransactionEvent;
import florin.transactions.transaction.value.TransactionEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reasons for the value of each field of a transaction: the events that set it, oldest first,
 * then the merges of its category or merchant. Nothing else is needed to come to it again.
 */
public record ExplanationResponse(UUID transactionId, List<FieldExplanation> fields) {

  private static final String RULE = "rule";

  /**
   * One field.
   *
   * @param value as lists show it
   * @param source {@code provider}, {@code rule}, {@code user} or {@code none}
   * @param rules those that gave the value; of tags, some of it
   * @param chain beginning with what recorded the transaction; mergers of a category or a merchant
   *     come last, whenever they were made
   */
  public record FieldExplanation(
      String field,
      @Nullable Object value,
      String source,
      List<RuleReference> rules,
      List<ExplanationStep> chain) {

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
      return new FieldExplanation(field, now, source, rules, List.copyOf(links.values()));
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

  /** A version of a rule. */
  public record RuleReference(
      @Schema(description = "Id of the rule") UUID ruleId,
      @Schema(description = "Version of the rule when it gave the value") int ruleVersion) {}

  /**
   * One event that set the field.
   *
   * @param stream whose event it is: {@code transaction}, {@code category} or {@code merchant}
   * @param source whose value it is
   * @param rules those whose values the event changed
   * @param value of the field in the event; absent if the event clears or releases the field
   */
  public record ExplanationStep(
      UUID eventId,
      String stream,
      int version,
      String type,
      String source,
      String actor,
      List<RuleReference> rules,
      @Nullable Object value,
      UUID changeId,
      Instant recordedAt) {

    private static ExplanationStep of(
        RecordedEvent recorded,
        String type,
        String source,
        List<RuleReference> rules,
        @Nullable Object value) {
      return new ExplanationStep(
          recorded.eventId(),
          recorded.stream().type(),
          recorded.version(),
          type,
          source,
          recorded.actor().value(),
          rules,
          value,
          recorded.changeId(),
          recorded.recordedAt());
    }

    private static ExplanationStep of(MergeLink mergeLink, @Nullable Object value) {
      return of(mergeLink.event(), "Merged", decidedBy(mergeLink.event()), List.of(), value);
    }
  }

  /** Of a transaction's events, oldest first; empty if they record none. */
  public static Optional<ExplanationResponse> of(UUID id, List<RecordedEvent> events) {
    Fold fold = new Fold(id);
    events.forEach(fold::add);
    return fold.result();
  }

  /** Builds the explanation event by event, so that a transaction can have any number of events. */
  static final class Fold {
    private final UUID id;
    private List<FieldFold> fields = List.of();
    private Transaction state = Transaction.DECIDER.initial();

    Fold(UUID id) {
      this.id = id;
    }

    void add(RecordedEvent recorded) {
      if (fields.isEmpty()) {
        fields = ExplainedField.all(recorded.stream().user()).stream().map(FieldFold::new).toList();
      }
      TransactionEvent event = Transaction.DECIDER.decode(recorded);
      Transaction before = state;
      state = Transaction.evolve(before, event);
      if (state instanceof Present after) {
        fields.forEach(field -> field.add(before, after, recorded, event));
      }
    }

    Optional<ExplanationResponse> result() {
      return state instanceof Present now
          ? Optional.of(
              new ExplanationResponse(id, fields.stream().map(field -> field.result(now)).toList()))
          : Optional.empty();
    }
  }

  /** The explanation of one field so far. */
  private static final class FieldFold {
    private final ExplainedField field;
    private final List<ExplanationStep> chain = new ArrayList<>();
    private String lastActor = "none";

    private FieldFold(ExplainedField field) {
      this.field = field;
    }

    private void add(
        Transaction before, Present after, RecordedEvent recorded, TransactionEvent event) {
      lastActor = isUserDecided(field, before, after) ? decidedBy(recorded) : lastActor;
      link(field, before, after, recorded, event).ifPresent(chain::add);
    }

    private FieldExplanation result(Present now) {
      return reason(field, now, lastActor, chain);
    }
  }

  /** The categories that it names, each once. */
  Set<UUID> categories() {
    return named(ExplainedField.CATEGORY, ExplainedField.SPLITS);
  }

  Set<UUID> merchants() {
    return named(ExplainedField.MERCHANT);
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

  private static Optional<ExplanationStep> link(
      ExplainedField field,
      Transaction before,
      Present after,
      RecordedEvent recorded,
      TransactionEvent event) {
    boolean first = !(before instanceof Present);
    boolean word = isUserDecided(field, before, after);
    List<RuleReference> rules = field.changed(event);
    boolean entry =
        before instanceof Present b && !field.given().apply(b).equals(field.given().apply(after));
    if (!first && !word && rules.isEmpty() && !entry) {
      return Optional.empty();
    }
    Optional<?> value =
        !word && rules.isEmpty() ? field.given().apply(after) : field.over().apply(after).value();
    boolean released = word && !field.said().apply(after).byUser();
    String source = word ? decidedBy(recorded) : rules.isEmpty() ? source(after) : RULE;
    return Optional.of(
        ExplanationStep.of(
            recorded,
            TransactionHistory.type(event),
            source,
            rules,
            released ? null : value.orElse(null)));
  }

  /** The parties that can set a field besides the entry: a user, or a bank that removes. */
  private static String decidedBy(RecordedEvent recorded) {
    return recorded.actor().isUser() ? "user" : "provider";
  }

  private static String source(Present present) {
    return present.entry() instanceof TransactionEntry.ProviderFact ? "provider" : "user";
  }

  private static boolean isUserDecided(
      ExplainedField explainedField, Transaction before, Present after) {
    return before instanceof Present b
        && !explainedField.said().apply(b).equals(explainedField.said().apply(after));
  }

  private static FieldExplanation reason(
      ExplainedField explainedField, Present now, String lastActor, List<ExplanationStep> chain) {
    boolean byUser = explainedField.said().apply(now).byUser();
    Optional<Object> value = explainedField.value(now);
    List<RuleReference> rules = explainedField.applied(now);
    String source =
        byUser ? lastActor : !rules.isEmpty() ? RULE : value.isEmpty() ? "none" : source(now);
    return new FieldExplanation(
        explainedField.field(),
        value.orElse(explainedField.otherwise()),
        source,
        rules,
        List.copyOf(chain));
  }
}
