package florin.journal.change;

import florin.journal.Commands;
import florin.journal.change.ChangeQueries.Extent;
import florin.journal.database.DatabaseReads;
import florin.journal.database.Session;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.Rejection;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import florin.journal.web.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lists the changes of an area with their actors, and undoes them. The service's {@link
 * UndoableTypes} is bean {@code undoables}.
 */
@RestController
@RequestMapping("/api/changes/#{@undoables.area()}")
@Tag(name = "Changes")
public final class ChangeApi {

  private static final UUID FIRST = new UUID(0, 0);

  private final ApiCommands commands;
  private final Commands parts;
  private final DatabaseReads reads;
  private final Undo undo;
  private final Cursors cursors;
  private final JsonMapper json;

  public ChangeApi(
      ApiCommands commands,
      Commands parts,
      DatabaseReads reads,
      UndoableTypes undoableTypes,
      Cursors cursors,
      JsonMapper json) {
    this.commands = commands;
    this.parts = parts;
    this.reads = reads;
    this.undo = new Undo(undoableTypes);
    this.cursors = cursors;
    this.json = json;
  }

  @GetMapping
  @Operation(
      summary =
          "Changes, newest first; with `after`, those that came after that change, oldest first",
      description =
          "To follow the feed, send the id of the newest known change as `after`; the id of zeros"
              + " means from the first change on. `before` lists those that came before a change,"
              + " newest first. A change that was taken back has `undone` and `undoneBy`.")
  Mono<Page<ChangeResponse>> list(
      Caller caller,
      @RequestParam(required = false) @Nullable UUID after,
      @RequestParam(required = false) @Nullable UUID before,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int size = Cursors.limit(limit);
    if (after != null && before != null) {
      throw new Rejection(
          ProblemType.INVALID_PARAMETER,
          "before: given with after (expected: one of them)",
          "before");
    }
    return reads.read(
        caller.user(),
        session ->
            after == null
                ? newest(session, caller.user(), before, size, cursor)
                : following(session, caller.user(), after, size, cursor));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One change")
  Mono<ChangeResponse> one(Caller caller, @PathVariable UUID id) {
    return reads
        .read(caller.user(), session -> found(session, caller.user(), id))
        .map(ChangeResponse::of);
  }

  @GetMapping("/{id}/events")
  @Operation(summary = "The events of one change, in the order they were recorded")
  Mono<Page<ChangeEventResponse>> events(
      Caller caller,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int size = Cursors.limit(limit);
    String query = "change events " + caller.user() + " " + id;
    long from = cursor == null ? 0 : position(query, cursor);
    return reads.read(
        caller.user(),
        session ->
            found(session, caller.user(), id)
                .then(ChangeQueries.events(session, caller.user(), id, from, size + 1))
                .map(events -> page(query, events, size, RecordedEvent::position))
                .map(this::shown));
  }

  @PostMapping("/{id}/undo")
  @Operation(
      summary = "Take a change back; answers the change that does it",
      description =
          "Refused with `undo-conflict`, naming the later change, if something it set was set"
              + " again since, with `already-undone` if it is taken back already, and with"
              + " `not-undoable` if it cannot be taken back. `errors` has the field that was set"
              + " again. A change of more than 1,000 events is checked as a whole and then taken"
              + " back in parts; if that is interrupted, the same request completes it.")
  Mono<ResponseEntity<UndoResponse>> undo(Caller caller, @PathVariable UUID id) {
    return reads
        .read(
            caller.user(),
            session -> ChangeQueries.isLarge(session, caller.user(), id, LargeUndo.PART))
        .flatMap(large -> large ? undoInParts(caller, id) : undoAtOnce(caller, id));
  }

  private Mono<ResponseEntity<UndoResponse>> undoAtOnce(Caller caller, UUID id) {
    return commands.run(
        caller,
        UndoResponse.class,
        unit -> undo.undo(unit, caller.user(), id, caller.at()).map(CommandResponse::ok));
  }

  private Mono<ResponseEntity<UndoResponse>> undoInParts(Caller caller, UUID id) {
    return commands.runLeased(
        caller,
        UndoResponse.class,
        new LargeUndo(undo, parts, reads, caller.user(), id, caller.at()).run(),
        (_, undone) -> Mono.just(CommandResponse.ok(undone)));
  }

  private Mono<Page<ChangeResponse>> newest(
      Session session, UUID user, @Nullable UUID before, int size, @Nullable String cursor) {
    String query = "changes " + user + (before == null ? "" : " before " + before);
    return start(session, user, before, Extent::last, Long.MAX_VALUE)
        .map(start -> cursor == null ? start : position(query, cursor))
        .flatMap(start -> ChangeQueries.newestFirst(session, user, start, size + 1))
        .map(rows -> page(query, rows, size, ChangeQueries.Summary::position))
        .map(ChangeApi::items);
  }

  private Mono<Page<ChangeResponse>> following(
      Session session, UUID user, UUID after, int size, @Nullable String cursor) {
    String query = "changes " + user + " after " + after;
    return start(session, user, after.equals(FIRST) ? null : after, Extent::first, 0)
        .map(start -> cursor == null ? start : position(query, cursor))
        .flatMap(start -> ChangeQueries.oldestFirst(session, user, start, size + 1))
        .map(rows -> page(query, rows, size, ChangeQueries.Summary::position))
        .map(ChangeApi::items);
  }

  /** Changes are listed where they ended, newest first, and where they began, oldest first. */
  private static Mono<Long> start(
      Session session,
      UUID user,
      @Nullable UUID change,
      ToLongFunction<Extent> bound,
      long otherwise) {
    return change == null
        ? Mono.just(otherwise)
        : known(ChangeQueries.extent(session, user, change)).map(bound::applyAsLong);
  }

  private static Mono<ChangeQueries.Summary> found(Session session, UUID user, UUID id) {
    return known(ChangeQueries.one(session, user, id));
  }

  private static <T> Mono<T> known(Mono<T> change) {
    return change.switchIfEmpty(
        Mono.error(() -> new Rejection(ProblemType.NOT_FOUND.code(), "There is no such change.")));
  }

  private <T> Page<T> page(String query, List<T> rows, int size, ToLongFunction<T> position) {
    return cursors.page(
        query, rows, size, last -> List.of(Long.toString(position.applyAsLong(last))));
  }

  private long position(String query, String cursor) {
    return Long.parseLong(cursors.values(query, cursor).getFirst());
  }

  private static Page<ChangeResponse> items(Page<ChangeQueries.Summary> page) {
    return new Page<>(page.items().stream().map(ChangeResponse::of).toList(), page.next());
  }

  private Page<ChangeEventResponse> shown(Page<RecordedEvent> page) {
    return new Page<>(
        page.items().stream().map(event -> ChangeEventResponse.of(json, event)).toList(),
        page.next());
  }
}
