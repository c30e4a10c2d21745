package florin.journal.change;

import florin.journal.stream.Decider;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamId;
import florin.journal.stream.StreamType;
import florin.journal.web.problem.ProblemType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
 * A stream around a change, folded event by event: the facets before and after the change, and the
 * change that gave each facet its present value. Holds states, no events.
 */
final class StreamPast<C, E, S> {

  final StreamType<C, E, S> type;
  final StreamType.Undo<C, S> undoable;
  final StreamId stream;
  private final UUID change;

  private Map<String, Object> present;
  private Map<String, Object> after;
  private @Nullable Map<String, Object> before;
  private @Nullable UUID cause;
  private S then;
  private S now;
  private int ownVersion;
  private int version;
  private int userVersion;

  /** The change that gave each facet its present value. */
  private final Map<String, UUID> movers = new HashMap<>();

  /** The events of the change, and the changes that took it back. */
  private final Set<UUID> own = new HashSet<>();

  private final Set<UUID> undos = new HashSet<>();

  private StreamPast(
      StreamType<C, E, S> type, StreamType.Undo<C, S> undoable, StreamId stream, UUID change) {
    this.type = type;
    this.undoable = undoable;
    this.stream = stream;
    this.change = change;
    this.now = type.decider().initial();
    this.then = now;
    this.present = undoable.facets().apply(now);
    this.after = present;
  }

  static <C, E, S> StreamPast<C, E, S> of(StreamType<C, E, S> type, StreamId stream, UUID change) {
    return new StreamPast<>(type, type.undo().orElseThrow(), stream, change);
  }

  /** The next event of the stream. */
  void add(RecordedEvent event) {
    boolean isOwn = event.changeId().equals(change);
    if (isOwn && before == null) {
      before = present;
      cause = event.eventId();
    }
    Decider<C, E, S> decider = type.decider();
    now = decider.evolve().apply(now, decider.decode(event));
    Map<String, Object> next = undoable.facets().apply(now);
    differing(present, next).forEach(facet -> movers.put(facet, event.changeId()));
    present = next;
    version = event.version();
    if (isOwn) {
      own.add(event.eventId());
      after = present;
      then = now;
      ownVersion = version;
    }
    if (event.actor().isUser()) {
      userVersion++;
      if (event.causedBy().filter(own::contains).isPresent()) {
        undos.add(event.changeId());
      }
    }
  }

  /** The first event of the change. */
  UUID cause() {
    return Objects.requireNonNull(cause, "cause");
  }

  /** The state when the change had been made. */
  S then() {
    return then;
  }

  S now() {
    return now;
  }

  int version() {
    return version;
  }

  int userVersion() {
    return userVersion;
  }

  /** The version of the last event of the change. */
  int ownVersion() {
    return ownVersion;
  }

  /**
   * The values to set.
   *
   * @throws Rejection {@code undo-conflict} or {@code already-undone} if one was set again since
   */
  Map<String, Optional<Object>> wanted() {
    Map<String, Object> old = Objects.requireNonNull(before, "before");
    Map<String, Optional<Object>> wanted = new LinkedHashMap<>();
    List<String> conflicts = new ArrayList<>();
    for (String facet : differing(old, after)) {
      if (!Objects.equals(present.get(facet), after.get(facet))) {
        conflicts.add(facet);
      }
      wanted.put(facet, Optional.ofNullable(old.get(facet)));
    }
    if (!conflicts.isEmpty()) {
      throw conflict(conflicts.getFirst());
    }
    return wanted;
  }

  /** The change that set all values of the change back. */
  Optional<UUID> undoneBy() {
    Set<String> set = differing(Objects.requireNonNull(before, "before"), after);
    return !set.isEmpty()
            && set.stream()
                .allMatch(
                    facet ->
                        !Objects.equals(present.get(facet), after.get(facet))
                            && undos.contains(Objects.requireNonNull(movers.get(facet))))
        ? set.stream().findFirst().map(movers::get)
        : Optional.empty();
  }

  private Rejection conflict(String facet) {
    UUID mover = Objects.requireNonNull(movers.get(facet));
    return undos.contains(mover)
        ? Undo.alreadyUndone(change, mover, "/" + facet)
        : new Rejection(
            ProblemType.UNDO_CONFLICT,
            "change %s: %s of %s %s was changed again by change %s"
                .formatted(change, facet, stream.type(), stream.id(), mover),
            "/" + facet);
  }

  private static Set<String> differing(
      Map<String, @Nullable Object> one, Map<String, @Nullable Object> other) {
    Set<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    names.removeIf(name -> Objects.equals(one.get(name), other.get(name)));
    return names;
  }
}
