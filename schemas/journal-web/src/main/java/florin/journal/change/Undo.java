package florin.journal.change;

import florin.journal.UnitOfWork;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamId;
import florin.journal.stream.StreamType;
import florin.journal.web.problem.ProblemType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Undoes a change of a user, in the unit of work of the command. Later changes of other facets
 * stay; a facet that a later change has set to another value is a conflict.
 */
final class Undo {

  private final UndoableTypes undoableTypes;

  Undo(UndoableTypes undoableTypes) {
    this.undoableTypes = undoableTypes;
  }

  /**
   * Decides the events that undo a change.
   *
   * <p>The events in a stream are caused by the first event of the undone change in that stream.
   *
   * @throws Rejection {@code not-found}; {@code not-undoable}; {@code undo-conflict} naming the
   *     later change that set the same facet, or after which there is no way back; or from a rule
   *     of the service
   */
  Mono<UndoResponse> undo(UnitOfWork unit, UUID user, UUID change, Instant at) {
    int before = unit.decidedCount();
    Change undo = new Change(user, Ids.next(), Actor.USER, at, Optional.empty());
    List<StreamId> streams = new ArrayList<>();
    return ChangeQueries.authors(unit.session(), user, change)
        .doOnNext(authors -> demandOwn(change, authors))
        .then(Mono.defer(() -> restored(unit, user, change, undo, streams)))
        .then(Mono.defer(() -> checked(unit, user, streams)))
        .then(
            Mono.fromSupplier(
                () -> new UndoResponse(undo.id(), change, at, unit.decidedCount() - before)));
  }

  private static void demandOwn(UUID change, ChangeQueries.Authors authors) {
    if (authors.events() == 0) {
      throw new Rejection(ProblemType.NOT_FOUND.code(), "There is no such change.");
    }
    if (!authors.user()) {
      throw notUndoable(change, "not all of it was done by you");
    }
  }

  private Mono<Void> checked(UnitOfWork unit, UUID user, Collection<StreamId> streams) {
    return undoableTypes.checks().isEmpty()
        ? Mono.empty()
        : unit.project()
            .thenMany(Flux.fromIterable(undoableTypes.checks()))
            .concatMap(rule -> rule.check(unit, user, streams))
            .then();
  }

  /**
   * Folds the streams one after another, event by event: the streams of a change can be larger than
   * the heap. After a refusal the rest is read without any work, because the connection is needed
   * for the reason.
   */
  private Mono<Void> restored(
      UnitOfWork unit, UUID user, UUID change, Change undo, List<StreamId> streams) {
    int before = unit.decidedCount();
    Restorations restorations = new Restorations(unit, change, undo, streams);
    return ChangeQueries.streamsOf(unit.session(), user, change)
        .doOnNext(restorations::add)
        .then(Mono.defer(restorations::end))
        .then(
            Mono.fromRunnable(
                () -> {
                  if (unit.decidedCount() == before) {
                    throw nothingToSetBack(change);
                  }
                }));
  }

  /**
   * Whether streams of a change can be set back.
   *
   * @param restorable the number of those that are not set back yet
   * @param undoneBy the change that set some of them back
   */
  record Checked(int restorable, Optional<UUID> undoneBy) {

    private static final Checked NOTHING = new Checked(0, Optional.empty());

    Checked and(Checked other) {
      return new Checked(restorable + other.restorable, other.undoneBy.or(() -> undoneBy));
    }
  }

  /**
   * Checks streams, each with all its events, without deciding anything.
   *
   * @throws Rejection as {@link #undo} does, but not for streams that are set back already
   */
  Checked check(UUID change, Instant at, Map<StreamId, List<RecordedEvent>> streams) {
    return streams.entrySet().stream()
        .map(
            stream ->
                check(
                    past(change, stream.getKey(), stream.getValue()),
                    stream.getValue(),
                    change,
                    at))
        .reduce(Checked.NOTHING, Checked::and);
  }

  private StreamPast<?, ?, ?> past(UUID change, StreamId stream, List<RecordedEvent> events) {
    if (events.stream()
        .anyMatch(event -> event.changeId().equals(change) && !event.actor().isUser())) {
      throw notUndoable(change, "not all of it was done by you");
    }
    StreamPast<?, ?, ?> past = StreamPast.of(type(change, stream), stream, change);
    events.forEach(past::add);
    return past;
  }

  private StreamType<?, ?, ?> type(UUID change, StreamId stream) {
    return undoableTypes
        .of(stream.type())
        .orElseThrow(() -> notUndoable(change, "a change of a " + stream.type() + " stays"));
  }

  private static <C, E, S> Checked check(
      StreamPast<C, E, S> past, List<RecordedEvent> events, UUID change, Instant at) {
    Optional<UUID> undoneBy = past.undoneBy();
    if (undoneBy.isPresent()) {
      return new Checked(0, undoneBy);
    }
    Map<String, Optional<Object>> wanted = past.wanted();
    if (wanted.isEmpty()) {
      return Checked.NOTHING;
    }
    Restoration<C, E, S> restoration = Restoration.of(past, wanted, at);
    restoration
        .refusal(past.now())
        .ifPresent(
            refusal -> {
              throw restoration.blamed(past, events, change, refusal);
            });
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
            restore(unit, past(change, stream, events), change, undo);
          }
        });
    return checked(unit, undo.user(), streams.keySet());
  }

  private static <C, E, S> void restore(
      UnitOfWork unit, StreamPast<C, E, S> past, UUID change, Change undo) {
    Restoration.of(past, past.wanted(), undo.at()).decide(unit, past, change, undo);
  }

  private boolean isRestorable(
      UUID change, Instant at, StreamId stream, List<RecordedEvent> events) {
    try {
      return check(change, at, Map.of(stream, events)).restorable() > 0;
    } catch (Rejection changedSince) {
      return false;
    }
  }

  /**
   * @param pointer of the value that was set back; empty for all of the change
   */
  static Rejection alreadyUndone(UUID change, UUID by, String pointer) {
    return new Rejection(
        ProblemType.ALREADY_UNDONE,
        "change %s: taken back by change %s (expected: a change that is in effect)"
            .formatted(change, by),
        pointer);
  }

  static Rejection nothingToSetBack(UUID change) {
    return notUndoable(change, "it set nothing that can be set back");
  }

  /** The streams of one change as they are read: one of them at a time. */
  private final class Restorations {
    private final UnitOfWork unit;
    private final UUID change;
    private final Change undo;
    private final List<StreamId> streams;
    private @Nullable StreamPast<?, ?, ?> current;
    private @Nullable Rejection refused;
    private Mono<Void> reason = Mono.empty();

    private Restorations(UnitOfWork unit, UUID change, Change undo, List<StreamId> streams) {
      this.unit = unit;
      this.change = change;
      this.undo = undo;
      this.streams = streams;
    }

    private void add(RecordedEvent event) {
      if (refused != null) {
        return;
      }
      try {
        StreamPast<?, ?, ?> past = current;
        if (past == null || !past.stream.equals(event.stream())) {
          restore(past);
          past = StreamPast.of(type(change, event.stream()), event.stream(), change);
          current = past;
          streams.add(event.stream());
        }
        past.add(event);
      } catch (Rejection rejection) {
        refused = rejection;
      }
    }

    private Mono<Void> end() {
      if (refused == null) {
        try {
          restore(current);
        } catch (Rejection rejection) {
          refused = rejection;
        }
      }
      Rejection rejection = refused;
      return rejection == null ? Mono.empty() : reason.then(Mono.error(rejection));
    }

    private void restore(@Nullable StreamPast<?, ?, ?> past) {
      if (past != null) {
        restoreOne(past);
      }
    }

    private <C, E, S> void restoreOne(StreamPast<C, E, S> past) {
      Map<String, Optional<Object>> wanted = past.wanted();
      if (wanted.isEmpty()) {
        return;
      }
      Restoration<C, E, S> restoration = Restoration.of(past, wanted, undo.at());
      restoration
          .refusal(past.now())
          .ifPresent(
              refusal -> {
                reason = restoration.blame(unit.session(), past, change, refusal);
                throw refusal;
              });
      restoration.decide(unit, past, change, undo);
    }
  }

  static Rejection notUndoable(UUID change, String why) {
    return new Rejection(ProblemType.NOT_UNDOABLE.code(), "change " + change + ": " + why);
  }
}
