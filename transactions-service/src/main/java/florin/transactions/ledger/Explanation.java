package florin.transactions.ledger;

import florin.journal.RecordedEvent;
import florin.transactions.ledger.Transaction.Present;
import florin.transactions.ledger.TransactionRow.Piece;
import florin.transactions.ledger.Words.Chosen;
import florin.transactions.merging.Merger;
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
record Explanation(UUID transactionId, List<Reason> fields) {

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
  record Reason(String field, @Nullable Object value, String source, List<Link> chain) {

    /** The categories and merchants that it names. */
    private Stream<UUID> named() {
      return switch (value) {
        case UUID id -> Stream.of(id);
        case List<?> many -> many.stream().flatMap(one -> category(one).stream());
        case null, default -> Stream.empty();
      };
    }

    private static Optional<UUID> category(Object one) {
      return one instanceof Piece piece
          ? Optional.ofNullable(piece.categoryId())
          : Optional.empty();
    }

    private Reason merged(Map<UUID, List<Merger>> mergers) {
      Map<UUID, Link> links = new LinkedHashMap<>();
      chain.forEach(link -> links.put(link.eventId, link));
      Object now = value;
      for (UUID id : named().distinct().toList()) {
        for (Merger merger : mergers.getOrDefault(id, List.of())) {
          now = merged(now, merger);
          links.putIfAbsent(merger.event().eventId(), Link.of(merger, now));
        }
      }
      return new Reason(field, now, source, List.copyOf(links.values()));
    }

    private static @Nullable Object merged(@Nullable Object one, Merger merger) {
      return switch (one) {
        case UUID id when id.equals(merger.from()) -> merger.into();
        case Piece piece when merger.from().equals(piece.categoryId()) ->
            new Piece(merger.into(), piece.amount(), piece.note());
        case List<?> many -> many.stream().map(each -> merged(each, merger)).toList();
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
  record Link(
      UUID eventId,
      String stream,
      int version,
      String type,
      String source,
      String actor,
      @Nullable Object value,
      UUID changeId,
      Instant recordedAt) {

    private static Link of(
        RecordedEvent recorded, String type, String source, @Nullable Object value) {
      return new Link(
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

    private static Link of(Merger merger, @Nullable Object value) {
      return of(merger.event(), "Merged", speaker(merger.event()), value);
    }
  }

  /**
   * A field in its two layers.
   *
   * @param given what the entry has
   * @param said what the user decided instead, if anything
   * @param otherwise what is shown where neither says anything
   */
  private record Aspect(
      String field,
      Function<Present, Optional<Object>> given,
      Function<Present, Chosen<Object>> said,
      @Nullable Object otherwise) {

    Optional<Object> value(Present p) {
      Chosen<Object> word = said.apply(p);
      return word.byUser() ? word.value() : given.apply(p);
    }
  }

  private static List<Aspect> aspects(UUID user) {
    return List.of(
        entry("amount", p -> Optional.of(p.entry().amount())),
        entry("date", p -> Optional.of(p.entry().date())),
        new Aspect(
            "description",
            p -> Optional.of(p.entry().description()),
            p -> present(p.words().description()),
            null),
        new Aspect(
            CATEGORY,
            p -> category(p).map(Object.class::cast),
            p -> any(p.words().category()),
            null),
        new Aspect(
            MERCHANT,
            p -> Standing.seen(user, p.entry()).map(seen -> (Object) seen.id()),
            p -> any(p.words().merchant()),
            null),
        entry("pending", p -> Optional.of(pending(p))),
        word("note", p -> p.words().note(), null),
        word("tags", p -> some(List.copyOf(p.words().tags())), List.of()),
        word("excluded", p -> p.words().excluded() ? Optional.of(true) : Optional.empty(), false),
        word(SPLITS, p -> some(TransactionHistory.pieces(p.words().split())), List.of()),
        word("removedBy", p -> p.removedBy().map(TransactionEvent.Party::word), null));
  }

  private static Aspect entry(String field, Function<Present, Optional<Object>> given) {
    return new Aspect(field, given, _ -> Chosen.open(), null);
  }

  private static Aspect word(
      String field, Function<Present, Optional<?>> said, @Nullable Object otherwise) {
    return new Aspect(field, _ -> Optional.empty(), p -> present(said.apply(p)), otherwise);
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

  /** The categories that it names, each once. */
  Set<UUID> categories() {
    return named(CATEGORY, SPLITS);
  }

  Set<UUID> merchants() {
    return named(MERCHANT);
  }

  private Set<UUID> named(String... of) {
    return fields.stream()
        .filter(reason -> List.of(of).contains(reason.field))
        .flatMap(Reason::named)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * With what became of its categories and merchants.
   *
   * @param mergers of each that was merged, link by link
   */
  Explanation merged(Map<UUID, List<Merger>> mergers) {
    return new Explanation(
        transactionId, fields.stream().map(reason -> reason.merged(mergers)).toList());
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
        Link.of(
            recorded,
            event.getClass().getSimpleName(),
            word ? speaker(recorded) : source(after),
            value.orElse(null)));
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
    Optional<Object> value = aspect.value(now);
    String source = byUser ? speaker : value.isEmpty() ? "none" : source(now);
    return new Reason(aspect.field, value.orElse(aspect.otherwise), source, List.copyOf(chain));
  }

  private static TransactionEvent decoded(RecordedEvent recorded) {
    return Transaction.DECIDER.decode(recorded);
  }
}
