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
import org.jspecify.annotations.Nullable;
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
   * What something counts as, link by link; empty if it stands for itself.
   *
   * @param mergedInto as a state of its stream says
   */
  public static <E, S> Mono<List<MergeLink>> chain(
      Journal journal,
      Session session,
      StreamType<?, E, S> type,
      Function<S, Optional<UUID>> mergedInto,
      UUID user,
      UUID id) {
    Function<UUID, Mono<MergeLink>> link =
        from ->
            journal
                .history(session, user, from)
                .flatMap(
                    events -> Mono.justOrEmpty(last(type.decider(), mergedInto, from, events)));
    return link.apply(id)
        .expand(before -> link.apply(before.into))
        .take(LONGEST + 1L)
        .collectList()
        .map(links -> links.size() > LONGEST ? List.of() : links);
  }

  private static <E, S> Optional<MergeLink> last(
      Decider<?, E, S> decider,
      Function<S, Optional<UUID>> mergedInto,
      UUID id,
      List<RecordedEvent> events) {
    S state = decider.initial();
    @Nullable MergeLink link = null;
    for (RecordedEvent event : events) {
      Optional<UUID> before = mergedInto.apply(state);
      state = decider.evolve().apply(state, decider.decode(event));
      Optional<UUID> after = mergedInto.apply(state);
      if (!after.equals(before)) {
        link = after.map(into -> new MergeLink(id, into, event)).orElse(null);
      }
    }
    return Optional.ofNullable(link);
  }
}
