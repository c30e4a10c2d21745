package florin.journal.sample;

import florin.events.Topic;
import florin.events.planning.ScenarioCreated;
import florin.events.transactions.Noted;
import florin.journal.Projection;
import florin.journal.UnitOfWork;
import florin.journal.database.Columns;
import florin.journal.database.DatabaseReads;
import florin.journal.database.Session;
import florin.journal.erasure.ErasureStep;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import florin.journal.stream.Decider;
import florin.journal.stream.EventCodec;
import florin.journal.stream.Ids;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.PendingEvent;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamId;
import florin.journal.stream.StreamType;
import florin.journal.stream.StreamTypes;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import florin.journal.web.PatchField;
import florin.journal.web.problem.ProblemType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Notes: a stream each; an event per text that differs. */
@SpringBootApplication
public class SampleApplication {

  public record NoteTaken(UUID id, Optional<String> text, Instant at) {}

  public record TakeNote(UUID id, Optional<String> text, Instant at) {}

  public record Note(Optional<String> text, boolean exists) {}

  public static final Decider<TakeNote, NoteTaken, Note> NOTES =
      new Decider<>(
          "note",
          new Note(Optional.empty(), false),
          SampleApplication::decide,
          (_, e) -> new Note(e.text(), true),
          new Codec());

  private static List<NoteTaken> decide(TakeNote command, Note note) {
    if (command.text().filter(text -> text.length() > 100).isPresent()) {
      throw new Rejection(
          ProblemType.INVALID_TEXT, "text: too long (expected: at most 100 characters)", "/text");
    }
    return note.exists() && note.text().equals(command.text())
        ? List.of()
        : List.of(new NoteTaken(command.id(), command.text(), command.at()));
  }

  static final class Codec implements EventCodec<NoteTaken> {
    @Override
    public SpecificRecord toAvro(NoteTaken event) {
      return Noted.newBuilder()
          .setTransactionId(event.id())
          .setAccountId(event.id())
          .setNote(event.text().orElse(null))
          .setAt(event.at())
          .build();
    }

    @Override
    public NoteTaken fromAvro(SpecificRecord event) {
      Noted noted = (Noted) event;
      return new NoteTaken(
          noted.getTransactionId(), Optional.ofNullable(noted.getNote()), noted.getAt());
    }
  }

  @Bean
  StreamTypes streamTypes() {
    return StreamTypes.of(
        "notes",
        StreamType.of(NOTES)
            .undoneBy(
                note ->
                    note.text().<Map<String, Object>>map(t -> Map.of("text", t)).orElse(Map.of()),
                (stream, _, wanted, at) ->
                    List.of(
                        new TakeNote(stream.id(), wanted.get("text").map(Object::toString), at))));
  }

  public static Projection notesView() {
    return new NotesView();
  }

  @Component
  static class NotesView implements Projection {
    private static final String UPSERT =
        """
        insert into note (id, user_id, text, stream_version, version, at)
        select * from unnest(:ids::uuid[], :users::uuid[], :texts::text[], :streamVersions::int[], :versions::int[], :ats::timestamptz[])
        on conflict (id) do update
        set text = excluded.text, stream_version = excluded.stream_version, version = excluded.version, at = excluded.at
        """;

    @Override
    public Mono<Void> project(Session session, List<PendingEvent> events) {
      Map<UUID, PendingEvent> last = new LinkedHashMap<>();
      events.forEach(event -> last.put(event.stream().id(), event));
      List<PendingEvent> rows =
          last.values().stream()
              .sorted(java.util.Comparator.comparing(e -> e.stream().id()))
              .toList();
      return session
          .sql(UPSERT)
          .bind("ids", rows.stream().map(e -> e.stream().id()).toArray(UUID[]::new))
          .bind("users", rows.stream().map(e -> e.stream().user()).toArray(UUID[]::new))
          .bind(
              "texts",
              rows.stream()
                  .map(e -> ((NoteTaken) e.event()).text().orElse(null))
                  .toArray(String[]::new))
          .bind("streamVersions", rows.stream().map(PendingEvent::version).toArray(Integer[]::new))
          .bind("versions", rows.stream().map(PendingEvent::userVersion).toArray(Integer[]::new))
          .bind(
              "ats",
              rows.stream()
                  .map(e -> OffsetDateTime.ofInstant(e.at(), ZoneOffset.UTC))
                  .toArray(OffsetDateTime[]::new))
          .then();
    }
  }

  public record NoteRow(UUID id, String text, int version) {}

  public record NoteBody(String text) {}

  public record NotePatch(PatchField<String> text) {}

  @RestController
  @RequestMapping("/api/notes")
  static class NotesApi {
    private final ApiCommands commands;
    private final DatabaseReads reads;
    private final Cursors cursors;

    NotesApi(ApiCommands commands, DatabaseReads reads, Cursors cursors) {
      this.commands = commands;
      this.reads = reads;
      this.cursors = cursors;
    }

    @PostMapping
    Mono<ResponseEntity<NoteRow>> take(Caller caller, @RequestBody NoteBody body) {
      UUID id = Ids.next();
      return commands.run(
          caller,
          NoteRow.class,
          unit ->
              write(unit, caller, id, Optional.ofNullable(body.text()))
                  .map(row -> CommandResponse.created(row, row.version(), "/api/notes/" + id)));
    }

    @PatchMapping("/{id}")
    Mono<ResponseEntity<NoteRow>> change(
        Caller caller, @PathVariable UUID id, @RequestBody NotePatch body) {
      return commands.run(
          caller,
          NoteRow.class,
          unit ->
              unit.load(NOTES, new StreamId(caller.user(), "note", id))
                  .flatMap(
                      loadedStream -> {
                        if (!loadedStream.exists()) {
                          throw new Rejection("not-found", "There is no such note.");
                        }
                        caller.demandVersion(loadedStream.userVersion());
                        Optional<String> text =
                            body.text().present()
                                ? body.text().value()
                                : loadedStream.state().text();
                        return write(unit, caller, id, text);
                      })
                  .map(row -> CommandResponse.ok(row, row.version())));
    }

    private Mono<NoteRow> write(UnitOfWork unit, Caller caller, UUID id, Optional<String> text) {
      return unit.load(NOTES, new StreamId(caller.user(), "note", id))
          .map(
              loadedStream -> {
                LoadedStream<Note> next =
                    unit.decide(
                        NOTES,
                        loadedStream,
                        new TakeNote(id, text, caller.at()),
                        caller.newChange());
                return new NoteRow(id, next.state().text().orElse(null), next.userVersion());
              });
    }

    @GetMapping
    Mono<Page<NoteRow>> list(
        Caller caller,
        @RequestParam(required = false) LocalDate from,
        @RequestParam(required = false) Integer limit,
        @RequestParam(required = false) String cursor) {
      String query = "notes/" + caller.user() + "/" + from;
      UUID after =
          cursor == null
              ? new UUID(0, 0)
              : UUID.fromString(cursors.values(query, cursor).getFirst());
      int size = Cursors.limit(limit);
      return reads.read(
          caller.user(),
          session ->
              session
                  .sql(
                      "select id, text, version from note where user_id = :user and id > :after"
                          + " order by id limit :limit")
                  .bind("user", caller.user())
                  .bind("after", after)
                  .bind("limit", size)
                  .map(
                      row ->
                          new NoteRow(
                              Columns.uuid(row, "id"),
                              row.get("text", String.class),
                              Columns.integer(row, "version")))
                  .all()
                  .collectList()
                  .map(
                      rows ->
                          new Page<>(
                              rows,
                              rows.size() < size
                                  ? null
                                  : cursors.after(
                                      query, List.of(rows.getLast().id().toString())))));
    }
  }

  /** Mirrors planning; a scenario named "poison" cannot be applied. */
  @Component
  public static class Scenarios implements Inbox {
    private static final String UPSERT =
        """
        insert into scenario as s (event_id, user_id, name, position)
        select * from unnest(:ids::uuid[], :users::uuid[], :names::text[], :positions::bigint[])
        on conflict (event_id) do update set effects = s.effects + 1
        """;

    @Override
    public Topic topic() {
      return Topic.PLANNING_EVENTS;
    }

    @Override
    public List<String> mirrors() {
      return List.of("scenario");
    }

    @Override
    public Mono<Void> apply(UnitOfWork unit, List<InboundEvent> events) {
      List<InboundEvent> created =
          events.stream().filter(e -> e.event() instanceof ScenarioCreated).toList();
      if (created.stream().anyMatch(e -> name(e).equals("poison"))) {
        return Mono.error(new IllegalStateException("poison"));
      }
      return unit.session()
          .sql(UPSERT)
          .bind("ids", created.stream().map(InboundEvent::eventId).toArray(UUID[]::new))
          .bind("users", created.stream().map(InboundEvent::user).toArray(UUID[]::new))
          .bind("names", created.stream().map(Scenarios::name).toArray(String[]::new))
          .bind("positions", created.stream().map(InboundEvent::position).toArray(Long[]::new))
          .then();
    }

    private static String name(InboundEvent event) {
      return ((ScenarioCreated) event.event()).getName();
    }
  }

  /** A letter says goodbye before anything is deleted. */
  @Bean
  ErasureStep goodbye(PostOffice post) {
    return user -> post.send("goodbye " + user).then();
  }
}
