package florin.journal.change;

import florin.journal.Commands;
import florin.journal.change.ChangeQueries.Part;
import florin.journal.change.Undo.Checked;
import florin.journal.database.DatabaseReads;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Takes a change of many events back, in parts under one change, so that memory and locks are
 * bounded. All parts are checked before the first one is written. An interrupted undo is completed
 * by the next request, under the same change; a value that is set again in the meantime stays.
 */
final class LargeUndo {

  /** Events of a part; a change with at most as many is taken back in one transaction. */
  static final int PART = 1_000;

  private final Undo undo;
  private final Commands commands;
  private final DatabaseReads reads;
  private final UUID user;
  private final UUID change;
  private final Instant at;
  private long position;
  private boolean finished;
  private int events;

  LargeUndo(Undo undo, Commands commands, DatabaseReads reads, UUID user, UUID change, Instant at) {
    this.undo = undo;
    this.commands = commands;
    this.reads = reads;
    this.user = user;
    this.change = change;
    this.at = at;
  }

  Mono<UndoResponse> run() {
    return Mono.defer(this::check).flatMap(checked -> restore(undoing(checked)));
  }

  private Mono<Checked> check() {
    return Mono.defer(
            () ->
                reads.read(
                    user, session -> ChangeQueries.part(session, user, change, position, PART)))
        .doOnNext(this::advance)
        .map(part -> undo.check(change, at, part.streams()))
        .repeat(() -> !finished)
        .reduce(Checked::and);
  }

  private void advance(Part part) {
    position = part.end();
    finished = part.streams().isEmpty();
  }

  private Change undoing(Checked checked) {
    if (checked.restorable() == 0) {
      throw checked
          .undoneBy()
          .map(by -> Undo.alreadyUndone(change, by, ""))
          .orElseGet(() -> Undo.nothingToSetBack(change));
    }
    return new Change(
        user, checked.undoneBy().orElseGet(Ids::next), Actor.USER, at, Optional.empty());
  }

  private Mono<UndoResponse> restore(Change undoing) {
    position = 0;
    finished = false;
    return Mono.defer(() -> part(undoing))
        .repeat(() -> !finished)
        .then(Mono.fromSupplier(() -> new UndoResponse(undoing.id(), change, at, events)));
  }

  private Mono<Part> part(Change undoing) {
    return commands
        .run(
            user,
            unit ->
                ChangeQueries.part(unit.session(), user, change, position, PART)
                    .flatMap(
                        part ->
                            undo.restore(unit, change, undoing, part.streams())
                                .then(
                                    Mono.fromSupplier(
                                        () -> new Restored(part, unit.decidedCount())))))
        .doOnNext(restored -> events += restored.events())
        .map(Restored::part)
        .doOnNext(this::advance);
  }

  private record Restored(Part part, int events) {}
}
