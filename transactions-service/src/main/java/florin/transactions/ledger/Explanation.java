package florin.transactions.ledger;

import florin.events.AvroEvents;
import florin.journal.RecordedEvent;
import florin.transactions.ledger.Transaction.Present;
import florin.transactions.ledger.Words.Chosen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Why each field of a transaction has its value: the events that gave it one, oldest first. Nothing
 * else is needed to come to it again.
 */
record Explanation(UUID transactionId, List<Reason> fields) {

  /**
   * One field.
   *
   * @param value as it is, before mergers of categories and merchants
   * @param source {@code provider}, {@code user} or {@code none}
   * @param chain beginning with what recorded the transaction
   */
  record Reason(String field, @Nullable Object value, String source, List<Link> chain) {}

  /**
   * One event that said something of the field.
   *
   * @param source whose word it is
   * @param value what the event says, absent if it says nothing or takes back what was said
   */
  record Link(
      UUID eventId,
      int version,
      String type,
      String source,
      String actor,
      @Nullable Object value,
      UUID changeId,
      Instant recordedAt) {}

  /**
   * A field in its two layers.
   *
   * @param given what the entry has
   * @param said what the user decided instead, if anything
   */
  private record Aspect(
      String field,
      Function<Present, Optional<Object>> given,
      Function<Present, Chosen<Object>> said) {

    @Nullable Object value(Present p) {
      Chosen<Object> word = said.apply(p);
      return (word.byUser() ? word.value() : given.apply(p)).orElse(null);
    }
  }

  private static List<Aspect> aspects(UUID user) {
    return List.of(
        entry("amount", p -> Optional.of(p.entry().amount())),
        entry("date", p -> Optional.of(p.entry().date())),
        new Aspect(
            "description",
            p -> Optional.of(p.entry().description()),
            p -> present(p.words().description())),
        new Aspect(
            "categoryId", p -> category(p).map(Object.class::cast), p -> any(p.words().category())),
        new Aspect(
            "merchantId",
            p -> Standing.seen(user, p.entry()).map(seen -> (Object) seen.id()),
            p -> any(p.words().merchant())),
        entry("pending", p -> Optional.of(pending(p))),
        word("note", p -> p.words().note().map(Object.class::cast)),
        word("tags", p -> some(List.copyOf(p.words().tags()))),
        word("excluded", p -> p.words().excluded() ? Optional.of(true) : Optional.empty()),
        word("splits", p -> some(TransactionHistory.pieces(p.words().split()))),
        word("removedBy", p -> p.removedBy().map(TransactionEvent.Party::word)));
  }

  private static Aspect entry(String field, Function<Present, Optional<Object>> given) {
    return new Aspect(field, given, _ -> Chosen.open());
  }

  private static Aspect word(String field, Function<Present, Optional<Object>> said) {
    return new Aspect(field, _ -> Optional.empty(), p -> present(said.apply(p)));
  }

  private static Chosen<Object> present(Optional<?> value) {
    return new Chosen<>(value.isPresent(), value.map(Object.class::cast));
  }

  private static Optional<Object> some(List<?> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  private static Chosen<Object> any(Chosen<UUID> choice) {
    return new Chosen<>(choice.byUser(), choice.value().map(Object.class::cast));
  }

  private static Optional<UUID> category(Present p) {
    return p.entry() instanceof Entry.ProviderFact fact
        ? Standing.provided(fact)
        : Optional.empty();
  }

  private static boolean pending(Present p) {
    return p.entry() instanceof Entry.ProviderFact fact && fact.pending();
  }

  /** Of a transaction's events, oldest first; empty if they record none. */
  static Optional<Explanation> of(UUID id, List<RecordedEvent> events) {
    if (events.isEmpty()) {
      return Optional.empty();
    }
    List<Reason> reasons =
        aspects(events.getFirst().stream().user()).stream()
            .map(aspect -> reason(aspect, events))
            .flatMap(Optional::stream)
            .toList();
    return reasons.isEmpty() ? Optional.empty() : Optional.of(new Explanation(id, reasons));
  }

  private static Optional<Reason> reason(Aspect aspect, List<RecordedEvent> events) {
    Transaction state = Transaction.DECIDER.initial();
    List<Link> chain = new ArrayList<>();
    String speaker = "none";
    for (RecordedEvent recorded : events) {
      TransactionEvent event = decoded(recorded);
      Transaction before = state;
      state = Transaction.evolve(before, event);
      if (state instanceof Present after) {
        speaker = worded(aspect, before, after) ? speaker(recorded) : speaker;
        link(aspect, before, after, recorded, event).ifPresent(chain::add);
      }
    }
    return state instanceof Present now
        ? Optional.of(reason(aspect, now, speaker, chain))
        : Optional.empty();
  }

  private static Optional<Link> link(
      Aspect aspect,
      Transaction before,
      Present after,
      RecordedEvent recorded,
      TransactionEvent event) {
    boolean first = !(before instanceof Present);
    boolean word = worded(aspect, before, after);
    boolean entry =
        before instanceof Present b && !aspect.given.apply(b).equals(aspect.given.apply(after));
    if (!first && !word && !entry) {
      return Optional.empty();
    }
    Optional<Object> value = word ? aspect.said.apply(after).value() : aspect.given.apply(after);
    return Optional.of(
        new Link(
            recorded.eventId(),
            recorded.version(),
            event.getClass().getSimpleName(),
            word ? speaker(recorded) : source(after),
            recorded.actor().value(),
            value.orElse(null),
            recorded.changeId(),
            recorded.recordedAt()));
  }

  /** Who can decide about a field besides its entry: a user, or a bank that removes. */
  private static String speaker(RecordedEvent recorded) {
    return recorded.actor().isUser() ? "user" : "provider";
  }

  private static String source(Present present) {
    return present.entry() instanceof Entry.ProviderFact ? "provider" : "user";
  }

  private static boolean worded(Aspect aspect, Transaction before, Present after) {
    return before instanceof Present b && !aspect.said.apply(b).equals(aspect.said.apply(after));
  }

  private static Reason reason(Aspect aspect, Present now, String speaker, List<Link> chain) {
    boolean byUser = aspect.said.apply(now).byUser();
    Object value = aspect.value(now);
    String source = byUser ? speaker : value == null ? "none" : source(now);
    return new Reason(aspect.field, value, source, List.copyOf(chain));
  }

  private static TransactionEvent decoded(RecordedEvent recorded) {
    return Transaction.DECIDER
        .codec()
        .fromAvro(AvroEvents.decode(recorded.fingerprint(), recorded.payload()));
  }
}
