package florin.journal.change;

import florin.journal.stream.Decider;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamId;
import florin.journal.stream.StreamType;
import florin.journal.web.problem.ProblemType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stream around a change.
 *
 * @param before the facets when the change came
 * @param after the facets when it had been made
 * @param movers which change gave each facet the value it has now
 * @param cause the first event of the change
 * @param then when the change had been made
 * @param later what came after it, event by event
 */
record StreamPast<S>(
    Map<String, Object> before,
    Map<String, Object> after,
    Map<String, Object> present,
    Map<String, UUID> movers,
    UUID cause,
    S then,
    List<Later<S>> later,
    S now,
    int userVersion) {

  /** A stream as it was after one event of another change. */
  record Later<S>(UUID change, S state) {}

  static <C, E, S> StreamPast<S> of(
      Decider<C, E, S> decider,
      StreamType.Undo<C, S> undoable,
      List<RecordedEvent> events,
      UUID change) {
    S state = decider.initial();
    Map<String, Object> facets = undoable.facets().apply(state);
    Map<String, Object> before = null;
    UUID cause = null;
    Map<String, Object> after = facets;
    Map<String, UUID> movers = new HashMap<>();
    S then = state;
    List<Later<S>> later = new ArrayList<>();
    int userVersion = 0;
    for (RecordedEvent event : events) {
      boolean own = event.changeId().equals(change);
      if (own && before == null) {
        before = facets;
        cause = event.eventId();
      }
      state = decider.evolve().apply(state, decider.decode(event));
      Map<String, Object> next = undoable.facets().apply(state);
      for (String moved : differing(facets, next)) {
        movers.put(moved, event.changeId());
      }
      facets = next;
      if (own) {
        after = facets;
        then = state;
        later.clear();
      } else {
        later.add(new Later<>(event.changeId(), state));
      }
      userVersion += event.actor().isUser() ? 1 : 0;
    }
    return new StreamPast<>(
        Objects.requireNonNull(before, "before"),
        after,
        facets,
        movers,
        Objects.requireNonNull(cause, "cause"),
        then,
        later,
        state,
        userVersion);
  }

  /**
   * The values to set, if nobody has set them since.
   *
   * @param undos the changes that took the change back
   */
  Map<String, Optional<Object>> wanted(UUID change, StreamId stream, Set<UUID> undos) {
    Map<String, Optional<Object>> wanted = new LinkedHashMap<>();
    List<String> conflicts = new ArrayList<>();
    for (String facet : differing(before, after)) {
      if (!Objects.equals(present.get(facet), after.get(facet))) {
        conflicts.add(facet);
      }
      wanted.put(facet, Optional.ofNullable(before.get(facet)));
    }
    if (!conflicts.isEmpty()) {
      String facet = conflicts.getFirst();
      UUID mover = Objects.requireNonNull(movers.get(facet));
      throw undos.contains(mover)
          ? new Rejection(
              ProblemType.ALREADY_UNDONE,
              "change %s: taken back by change %s (expected: a change that is in effect)"
                  .formatted(change, mover),
              "/" + facet)
          : new Rejection(
              ProblemType.UNDO_CONFLICT,
              "change %s: %s of %s %s was changed again by change %s"
                  .formatted(change, facet, stream.type(), stream.id(), mover),
              "/" + facet);
    }
    return wanted;
  }

  /**
   * The change that set all values of the change back.
   *
   * @param undos the changes that took the change back
   */
  Optional<UUID> undoneBy(Set<UUID> undos) {
    Set<String> set = differing(before, after);
    return !set.isEmpty()
            && set.stream()
                .allMatch(
                    facet ->
                        !Objects.equals(present.get(facet), after.get(facet))
                            && undos.contains(Objects.requireNonNull(movers.get(facet))))
        ? set.stream().findFirst().map(movers::get)
        : Optional.empty();
  }

  private static Set<String> differing(
      Map<String, @Nullable Object> one, Map<String, @Nullable Object> other) {
    Set<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    names.removeIf(name -> Objects.equals(one.get(name), other.get(name)));
    return names;
  }
}
