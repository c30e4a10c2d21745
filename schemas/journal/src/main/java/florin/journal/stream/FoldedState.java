package florin.journal.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A stream's state after the last event that a batch has of it, for a view whose row is that state.
 *
 * @param last the event that led to it
 */
public record FoldedState<S>(S state, PendingEvent last) {

  /**
   * @param known by stream id: the states that the rows show, for streams that have one
   * @param events of streams of this decider, each stream's in their order
   * @return one for each stream with an event, in the order of their ids, in which rows are locked
   */
  @SuppressWarnings("unchecked")
  public static <E, S> List<FoldedState<S>> of(
      Map<UUID, ? extends S> known, Decider<?, E, S> decider, List<PendingEvent> events) {
    Map<UUID, S> states = new HashMap<>(known);
    Map<UUID, FoldedState<S>> folded = new TreeMap<>(Ids.ORDER);
    for (PendingEvent pending : events) {
      UUID id = pending.stream().id();
      S before = states.getOrDefault(id, decider.initial());
      S now = decider.evolve().apply(before, (E) pending.event());
      states.put(id, now);
      folded.put(id, new FoldedState<>(now, pending));
    }
    return List.copyOf(folded.values());
  }
}
