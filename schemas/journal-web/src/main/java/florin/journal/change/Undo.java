package florin.journal.change;

import florin.journal.UnitOfWork;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Decider;
import florin.journal.stream.Ids;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamId;
import florin.journal.stream.StreamType;
import florin.journal.web.problem.ProblemType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes a user's change back, in the unit of work of the command that asks for it. What others
 * changed since in other facets stays; a facet of the change that has another value by now is a
 * conflict.
 */
final class Undo {

  private final UndoableTypes undoableTypes;

  Undo(UndoableTypes undoableTypes) {
    this.undoableTypes = undoableTypes;
  }

  /**
   * Decides the events that take a change back.
   *
   * <p>What it does to a stream is caused by the first event there of the change taken back.
   *
   * @throws Rejection {@code not-found}; {@code not-undoable}; {@code undo-conflict} naming the
   *     later change that set the same again, or since which there is no way back; or as a rule of
   *     the service says
   */
  Mono<UndoResponse> undo(UnitOfWork unit, UUID user, UUID change, Instant at) {
    return ChangeQueries.streamsOf(unit.session(), user, change)
        .flatMap(
            streams -> {
              UndoResponse undone = decide(unit, user, change, at, streams);
              return checked(unit, user, streams.keySet()).thenReturn(undone);
            });
  }

  private Mono<Void> checked(UnitOfWork unit, UUID user, Collection<StreamId> streams) {
    return undoableTypes.checks().isEmpty()
        ? Mono.empty()
        : unit.project()
            .thenMany(Flux.fromIterable(undoableTypes.checks()))
            .concatMap(rule -> rule.check(unit, user, streams))
            .then();
  }

  private UndoResponse decide(
      UnitOfWork unit,
      UUID user,
      UUID change,
      Instant at,
      Map<StreamId, List<RecordedEvent>> streams) {
    List<RecordedEvent> own =
        streams.values().stream()
            .flatMap(List::stream)
            .filter(event -> event.changeId().equals(change))
            .toList();
    if (own.isEmpty()) {
      throw new Rejection(ProblemType.NOT_FOUND.code(), "There is no such change.");
    }
    if (!own.stream().allMatch(event -> event.actor().isUser())) {
      throw notUndoable(change, "not all of it was done by you");
    }
    Change undo = new Change(user, Ids.next(), Actor.USER, at, Optional.empty());
    int before = unit.decidedCount();
    streams.forEach((stream, events) -> restore(unit, stream, events, change, undo));
    if (unit.decidedCount() == before) {
      throw notUndoable(change, "it set nothing that can be set back");
    }
    return new UndoResponse(undo.id(), change, undo.at(), unit.decidedCount() - before);
  }

  private void restore(
      UnitOfWork unit, StreamId stream, List<RecordedEvent> events, UUID change, Change undo) {
    StreamType<?, ?, ?> type =
        undoableTypes
            .of(stream.type())
            .orElseThrow(() -> notUndoable(change, "a change of a " + stream.type() + " stays"));
    restore(unit, type, stream, events, change, undo);
  }

  private static <C, E, S> void restore(
      UnitOfWork unit,
      StreamType<C, E, S> type,
      StreamId stream,
      List<RecordedEvent> events,
      UUID change,
      Change undo) {
    StreamType.Undo<C, S> undoable = type.undo().orElseThrow();
    StreamPast<S> streamPast = StreamPast.of(type.decider(), undoable, events, change);
    Map<String, Optional<Object>> wanted =
        streamPast.wanted(change, stream, undosOf(change, events));
    if (wanted.isEmpty()) {
      return;
    }
    Restoration<C, E, S> restoration =
        new Restoration<>(type.decider(), undoable, stream, wanted, undo.at());
    restoration
        .refusal(streamPast.now())
        .ifPresent(refusal -> restoration.blame(streamPast, change, refusal));
    LoadedStream<S> loadedStream =
        new LoadedStream<>(stream, events.size(), streamPast.userVersion(), streamPast.now());
    Change caused =
        new Change(
            undo.user(), undo.id(), undo.actor(), undo.at(), Optional.of(streamPast.cause()));
    for (C command : undoable.restoring().commands(stream, streamPast.now(), wanted, undo.at())) {
      loadedStream = unit.decide(type, loadedStream, command, caused);
    }
    Map<String, Object> reached = undoable.facets().apply(loadedStream.state());
    wanted.forEach(
        (facet, value) -> {
          if (!Objects.equals(reached.get(facet), value.orElse(null))) {
            throw notUndoable(change, facet + " has no way back");
          }
        });
  }

  /** The changes that took a change back, as far as a stream has events of them. */
  private static Set<UUID> undosOf(UUID change, List<RecordedEvent> events) {
    Set<UUID> own =
        events.stream()
            .filter(event -> event.changeId().equals(change))
            .map(RecordedEvent::eventId)
            .collect(Collectors.toSet());
    return events.stream()
        .filter(event -> event.actor().isUser())
        .filter(event -> event.causedBy().filter(own::contains).isPresent())
        .map(RecordedEvent::changeId)
        .collect(Collectors.toSet());
  }

  /** The way back of one stream, tried on states of it. */
  private record Restoration<C, E, S>(
      Decider<C, E, S> decider,
      StreamType.Undo<C, S> undoable,
      StreamId stream,
      Map<String, Optional<Object>> wanted,
      Instant at) {

    /** Why there is none in this state. */
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

    /** The first change after which there was none, unless there never was one. */
    void blame(StreamPast<S> streamPast, UUID change, Rejection refusal) {
      if (refusal(streamPast.then()).isPresent()) {
        throw refusal;
      }
      streamPast.later().stream()
          .filter(later -> refusal(later.state()).isPresent())
          .findFirst()
          .ifPresent(
              later -> {
                throw new Rejection(
                    ProblemType.UNDO_CONFLICT,
                    "change %s: %s, since change %s of %s %s"
                        .formatted(
                            change, refusal.detail(), later.change(), stream.type(), stream.id()),
                    refusal.pointer().orElse(""));
              });
    }
  }

  private static Rejection notUndoable(UUID change, String why) {
    return new Rejection(ProblemType.NOT_UNDOABLE.code(), "change " + change + ": " + why);
  }

  /** A stream as it was after one event of another change. */
  private record Later<S>(UUID change, S state) {}

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
  private record StreamPast<S>(
      Map<String, Object> before,
      Map<String, Object> after,
      Map<String, Object> present,
      Map<String, UUID> movers,
      UUID cause,
      S then,
      List<Later<S>> later,
      S now,
      int userVersion) {

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

    private static Set<String> differing(
        Map<String, @Nullable Object> one, Map<String, @Nullable Object> other) {
      Set<String> names = new TreeSet<>(one.keySet());
      names.addAll(other.keySet());
      names.removeIf(name -> Objects.equals(one.get(name), other.get(name)));
      return names;
    }
  }
}
