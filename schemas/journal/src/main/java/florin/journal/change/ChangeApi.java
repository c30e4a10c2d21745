package florin.journal.change;

import florin.journal.Reads;
import florin.journal.RecordedEvent;
import florin.journal.Rejection;
import florin.journal.Session;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import florin.journal.web.ProblemType;
import florin.journal.web.Reply;
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
 * What was changed in an area, by whom, and taking it back. The service's {@link Undoables} is bean
 * {@code undoables}.
 */
@RestController
@RequestMapping("/api/changes/#{@undoables.area()}")
@Tag(name = "Changes")
public final class ChangeApi {

  private final ApiCommands commands;
  private final Reads reads;
  private final Undo undo;
  private final Cursors cursors;
  private final JsonMapper json;

  public ChangeApi(
      ApiCommands commands, Reads reads, Undoables undoables, Cursors cursors, JsonMapper json) {
    this.commands = commands;
    this.reads = reads;
    this.undo = new Undo(undoables);
    this.cursors = cursors;
    this.json = json;
  }

  @GetMapping
  @Operation(
      summary =
          "Changes, newest first; with `after`, those that came after that change, oldest first")
  Mono<Page<ChangeItem>> list(
      Caller caller,
      @RequestParam(required = false) @Nullable UUID after,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int size = Cursors.limit(limit);
    return reads.as(
        caller.user(),
        session ->
            after == null
                ? newest(session, caller.user(), size, cursor)
                : following(session, caller.user(), after, size, cursor));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One change")
  Mono<ChangeItem> one(Caller caller, @PathVariable UUID id) {
    return reads
        .as(caller.user(), session -> found(session, caller.user(), id))
        .map(ChangeItem::of);
  }

  @GetMapping("/{id}/events")
  @Operation(summary = "The events of one change, in the order they were recorded")
  Mono<Page<ChangeEvent>> events(
      Caller caller,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int size = Cursors.limit(limit);
    String query = "change events " + caller.user() + " " + id;
    long from = cursor == null ? 0 : position(query, cursor);
    return reads.as(
        caller.user(),
        session ->
            found(session, caller.user(), id)
                .then(Recorded.events(session, caller.user(), id, from, size + 1))
                .map(events -> page(query, events, size, RecordedEvent::position))
                .map(this::shown));
  }

  @PostMapping("/{id}/undo")
  @Operation(
      summary = "Take a change back; answers the change that does it",
      description =
          "Refused with `undo-conflict`, naming the later change, if something it set was set"
              + " again since, and with `not-undoable` if it cannot be taken back.")
  Mono<ResponseEntity<UndoneChange>> undo(Caller caller, @PathVariable UUID id) {
    return commands.run(
        caller,
        UndoneChange.class,
        unit -> undo.undo(unit, caller.user(), id, caller.at()).map(Reply::ok));
  }

  private Mono<Page<ChangeItem>> newest(
      Session session, UUID user, int size, @Nullable String cursor) {
    String query = "changes " + user;
    long before = cursor == null ? Long.MAX_VALUE : position(query, cursor);
    return Recorded.newestFirst(session, user, before, size + 1)
        .map(rows -> page(query, rows, size, Recorded.Summary::position))
        .map(ChangeApi::items);
  }

  private Mono<Page<ChangeItem>> following(
      Session session, UUID user, UUID after, int size, @Nullable String cursor) {
    String query = "changes " + user + " after " + after;
    return found(session, user, after)
        .flatMap(
            change ->
                Recorded.oldestFirst(
                    session,
                    user,
                    cursor == null ? change.position() : position(query, cursor),
                    size + 1))
        .map(rows -> page(query, rows, size, Recorded.Summary::position))
        .map(ChangeApi::items);
  }

  private static Mono<Recorded.Summary> found(Session session, UUID user, UUID id) {
    return Recorded.one(session, user, id)
        .switchIfEmpty(
            Mono.error(
                () -> new Rejection(ProblemType.NOT_FOUND.code(), "There is no such change.")));
  }

  private <T> Page<T> page(String query, List<T> rows, int size, ToLongFunction<T> position) {
    return cursors.page(
        query, rows, size, last -> List.of(Long.toString(position.applyAsLong(last))));
  }

  private long position(String query, String cursor) {
    return Long.parseLong(cursors.values(query, cursor).getFirst());
  }

  private static Page<ChangeItem> items(Page<Recorded.Summary> page) {
    return new Page<>(page.items().stream().map(ChangeItem::of).toList(), page.next());
  }

  private Page<ChangeEvent> shown(Page<RecordedEvent> page) {
    return new Page<>(
        page.items().stream().map(event -> ChangeEvent.of(json, event)).toList(), page.next());
  }
}
