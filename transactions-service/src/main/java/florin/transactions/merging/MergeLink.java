package florin.transactions.merging;

import florin.journal.Journal;
import florin.journal.database.Session;
import florin.journal.stream.Decider;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.StreamType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One link of a chain of mergers.
 *
 * @param event that made it
 */
public record MergeLink(UUID from, UUID into, RecordedEvent event) {

  /** More than a chain of a thousand categories can have; only a ring has more. */
  private static final int LONGEST = 1_000;

  /**
   * The chain of mergers from an id, link by link; empty if it was not merged.
   *
   * @param mergedInto the id into which a state was merged
   */
  public static <E, S> Mono<List<MergeLink>> chain(
      Journal journal,
      Session session,
      StreamType<?, E, S> type,
      Function<S, Optional<UUID>> mergedInto,
      UUID user,
      UUID id) {
    Function<UUID, Mono<MergeLink>> link =
        from -> last(journal.history(session, user, from), type.decider(), mergedInto, from);
    return link.apply(id)
        .expand(before -> link.apply(before.into))
        .take(LONGEST + 1L)
        .collectList()
        .map(links -> links.size() > LONGEST ? List.of() : links);
  }

  /** A state of a stream, and the link that it has. */
  private record Linked<S>(S state, Optional<MergeLink> link) {}

  private static <E, S> Mono<MergeLink> last(
      Flux<RecordedEvent> events,
      Decider<?, E, S> decider,
      Function<S, Optional<UUID>> mergedInto,
      UUID id) {
    return events
        .reduce(
            new Linked<>(decider.initial(), Optional.empty()),
            (before, event) -> next(before, event, decider, mergedInto, id))
        .flatMap(linked -> Mono.justOrEmpty(linked.link()));
  }

  private static <E, S> Linked<S> next(
      Linked<S> before,
      RecordedEvent event,
      Decider<?, E, S> decider,
      Function<S, Optional<UUID>> mergedInto,
      UUID id) {
    S state = decider.evolve().apply(before.state(), decider.decode(event));
    Optional<UUID> into = mergedInto.apply(state);
    return into.equals(mergedInto.apply(before.state()))
        ? new Linked<>(state, before.link())
        : new Linked<>(state, into.map(target -> new MergeLink(id, target, event)));
  }
}
