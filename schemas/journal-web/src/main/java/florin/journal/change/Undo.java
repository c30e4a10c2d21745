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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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

  /**
   * Whether streams of a change can be set back.
   *
   * @param restorable the number of those that are not set back yet
   * @param undoneBy the change that set some of them back
   */
  record Checked(int restorable, Optional<UUID> undoneBy) {

    Checked and(Checked other) {
      return new Checked(restorable + other.restorable, other.undoneBy.or(() -> undoneBy));
    }
  }

  /**
   * Checks streams without deciding anything.
   *
   * @throws Rejection as {@link #undo} does, but not for streams that are set back already
   */
  Checked check(UUID change, Instant at, Map<StreamId, List<RecordedEvent>> streams) {
    Checked all = new Checked(0, Optional.empty());
    for (Map.Entry<StreamId, List<RecordedEvent>> stream : streams.entrySet()) {
      if (stream.getValue().stream()
          .anyMatch(event -> event.changeId().equals(change) && !event.actor().isUser())) {
        throw notUndoable(change, "not all of it was done by you");
      }
      StreamType<?, ?, ?> type =
          undoableTypes
              .of(stream.getKey().type())
              .orElseThrow(
                  () -> notUndoable(change, "a change of a " + stream.getKey().type() + " stays"));
      all = all.and(check(type, stream.getKey(), stream.getValue(), change, at));
    }
    return all;
  }

  private static <C, E, S> Checked check(
      StreamType<C, E, S> type,
      StreamId stream,
      List<RecordedEvent> events,
      UUID change,
      Instant at) {
    StreamType.Undo<C, S> undoable = type.undo().orElseThrow();
    StreamPast<S> past = StreamPast.of(type.decider(), undoable, events, change);
    Set<UUID> undos = undosOf(change, events);
    Optional<UUID> undoneBy = past.undoneBy(undos);
    if (undoneBy.isPresent()) {
      return new Checked(0, undoneBy);
    }
    Map<String, Optional<Object>> wanted = past.wanted(change, stream, undos);
    if (wanted.isEmpty()) {
      return new Checked(0, Optional.empty());
    }
    Restoration<C, E, S> restoration =
        new Restoration<>(type.decider(), undoable, stream, wanted, at);
    Optional<Rejection> refusal = restoration.refusal(past.now());
    if (refusal.isPresent()) {
      restoration.blame(past, change, refusal.get());
      throw refusal.get();
    }
    restoration
        .missed(past.now())
        .ifPresent(
            facet -> {
              throw notUndoable(change, facet + " has no way back");
            });
    return new Checked(1, Optional.empty());
  }

  /**
   * Sets back the streams that can be; those that are set back already or were changed since the
   * check stay as they are.
   */
  Mono<Void> restore(
      UnitOfWork unit, UUID change, Change undo, Map<StreamId, List<RecordedEvent>> streams) {
    streams.forEach(
        (stream, events) -> {
          if (isRestorable(change, undo.at(), stream, events)) {
            restore(unit, stream, events, change, undo);
          }
        });
    return checked(unit, undo.user(), streams.keySet());
  }

  private boolean isRestorable(
      UUID change, Instant at, StreamId stream, List<RecordedEvent> events) {
    try {
      return check(change, at, Map.of(stream, events)).restorable() > 0;
    } catch (Rejection changedSince) {
      return false;
    }
  }

  Rejection alreadyUndone(UUID change, UUID by) {
    return new Rejection(
        ProblemType.ALREADY_UNDONE,
        "change %s: taken back by change %s (expected: a change that is in effect)"
            .formatted(change, by),
        "");
  }

  Rejection nothingToSetBack(UUID change) {
    return notUndoable(change, "it set nothing that can be set back");
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
}
