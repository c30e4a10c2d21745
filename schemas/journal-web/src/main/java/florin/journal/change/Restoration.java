package florin.journal.change;

import florin.journal.UnitOfWork;
import florin.journal.database.Session;
import florin.journal.stream.Change;
import florin.journal.stream.Decider;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamId;
import florin.journal.stream.StreamType;
import florin.journal.web.problem.ProblemType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The commands that set the facets of one stream back, tried on its states or decided. */
record Restoration<C, E, S>(
    Decider<C, E, S> decider,
    StreamType.Undo<C, S> undoable,
    StreamId stream,
    Map<String, Optional<Object>> wanted,
    Instant at) {

  static <C, E, S> Restoration<C, E, S> of(
      StreamPast<C, E, S> past, Map<String, Optional<Object>> wanted, Instant at) {
    return new Restoration<>(past.type.decider(), past.undoable, past.stream, wanted, at);
  }

  /** The refusal of the way back in this state; empty if there is a way back. */
  Optional<Rejection> refusal(S state) {
    try {
      S now = state;
      for (C command : undoable.restoring().commands(stream, state, wanted, at)) {
        for (E event : decider.decide().apply(command, now)) {
          now = decider.evolve().apply(now, event);
        }
      }
      return Optional.empty();
    } catch (Rejection refused) {
      return Optional.of(refused);
    }
  }

  /** A value that the way back does not reach. */
  Optional<String> missed(S state) {
    S now = state;
    for (C command : undoable.restoring().commands(stream, state, wanted, at)) {
      for (E event : decider.decide().apply(command, now)) {
        now = decider.evolve().apply(now, event);
      }
    }
    Map<String, Object> reached = undoable.facets().apply(now);
    return wanted.entrySet().stream()
        .filter(
            facet -> !Objects.equals(reached.get(facet.getKey()), facet.getValue().orElse(null)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  void decide(UnitOfWork unit, StreamPast<C, E, S> past, UUID change, Change undo) {
    LoadedStream<S> loadedStream =
        new LoadedStream<>(stream, past.version(), past.userVersion(), past.now());
    Change caused =
        new Change(undo.user(), undo.id(), undo.actor(), undo.at(), Optional.of(past.cause()));
    for (C command : undoable.restoring().commands(stream, past.now(), wanted, undo.at())) {
      loadedStream = unit.decide(past.type, loadedStream, command, caused);
    }
    Map<String, Object> reached = undoable.facets().apply(loadedStream.state());
    wanted.forEach(
        (facet, value) -> {
          if (!Objects.equals(reached.get(facet), value.orElse(null))) {
            throw Undo.notUndoable(change, facet + " has no way back");
          }
        });
  }

  /**
   * Fails with the first change after which there was no way back, unless there never was one.
   * Reads the stream again, so that the states in between need not be kept.
   */
  Mono<Void> blame(Session session, StreamPast<C, E, S> past, UUID change, Rejection refusal) {
    if (refusal(past.then()).isPresent()) {
      return Mono.error(refusal);
    }
    Fold<C, E, S> fold = new Fold<>(this, past.ownVersion());
    return ChangeQueries.stream(session, stream)
        .doOnNext(fold::add)
        .then(
            Mono.defer(
                () ->
                    Mono.justOrEmpty(fold.blamed)
                        .flatMap(later -> Mono.error(conflict(change, later, refusal)))));
  }

  /** The same for a stream whose events are in memory. */
  Rejection blamed(
      StreamPast<C, E, S> past, List<RecordedEvent> events, UUID change, Rejection refusal) {
    if (refusal(past.then()).isPresent()) {
      return refusal;
    }
    Fold<C, E, S> fold = new Fold<>(this, past.ownVersion());
    events.forEach(fold::add);
    UUID later = fold.blamed;
    return later == null ? refusal : conflict(change, later, refusal);
  }

  private Rejection conflict(UUID change, UUID later, Rejection refusal) {
    return new Rejection(
        ProblemType.UNDO_CONFLICT,
        "change %s: %s, since change %s of %s %s"
            .formatted(change, refusal.detail(), later, stream.type(), stream.id()),
        refusal.pointer().orElse(""));
  }

  /** Finds the first event after a version in whose state a restoration is refused. */
  private static final class Fold<C, E, S> {
    private final Restoration<C, E, S> restoration;
    private final int after;
    private S state;
    private @Nullable UUID blamed;

    private Fold(Restoration<C, E, S> restoration, int after) {
      this.restoration = restoration;
      this.after = after;
      this.state = restoration.decider().initial();
    }

    private void add(RecordedEvent event) {
      if (blamed != null) {
        return;
      }
      Decider<C, E, S> decider = restoration.decider();
      state = decider.evolve().apply(state, decider.decode(event));
      if (event.version() > after && restoration.refusal(state).isPresent()) {
        blamed = event.changeId();
      }
    }
  }
}
