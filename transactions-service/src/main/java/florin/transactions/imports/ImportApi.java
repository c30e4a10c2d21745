package florin.transactions.imports;

import florin.journal.UnitOfWork;
import florin.journal.database.DatabaseReads;
import florin.journal.database.Session;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.Rejection;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Page;
import florin.journal.web.Resources;
import florin.transactions.imports.commit.FileCommit;
import florin.transactions.imports.preview.Previews;
import florin.transactions.imports.preview.TargetAccounts;
import florin.transactions.imports.store.ImportChunks;
import florin.transactions.imports.store.ImportRows;
import florin.transactions.imports.store.ImportStore;
import florin.transactions.imports.store.ImportStore.FoundImport;
import florin.transactions.imports.store.StoredImport;
import florin.transactions.imports.store.StoredImport.State;
import florin.transactions.imports.store.StoredRow;
import florin.transactions.imports.store.UnreadableUpload;
import florin.transactions.problem.TransactionsProblem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/imports")
@Tag(name = "Imports")
class ImportApi {

  private static final String LIMIT = "How many items a page has: 1 to 500, by default 50.";
  private static final String CURSOR = "`next` of the page before.";

  private final ApiCommands api;
  private final DatabaseReads reads;
  private final Resources resources;
  private final ImportStore imports;
  private final ImportRows rows;
  private final Previews previews;
  private final FileCommit commit;
  private final ImportWork work;
  private final Uploads uploads;

  ImportApi(
      ApiCommands api,
      DatabaseReads reads,
      Resources resources,
      ImportStore imports,
      ImportRows rows,
      Previews previews,
      FileCommit commit,
      ImportWork work,
      Uploads uploads) {
    this.api = api;
    this.reads = reads;
    this.resources = resources;
    this.imports = imports;
    this.rows = rows;
    this.previews = previews;
    this.commit = commit;
    this.work = work;
    this.uploads = uploads;
  }

  /** The form of an upload. */
  record UploadForm(
      @Schema(description = "The file.", type = "string", format = "binary") String file) {}

  @PostMapping
  @Operation(
      summary = "Upload a file for a preview: CSV, OFX, QFX, QIF, or NDJSON of an export",
      description =
          "At most 100 MiB and 1,000,000 records. A large file is read in the background: its state"
              + " is reading until the preview is there. Nothing is imported before the commit.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "multipart/form-data",
                      schema = @Schema(implementation = UploadForm.class))))
  Mono<ResponseEntity<ImportResponse>> upload(Caller caller, ServerWebExchange exchange) {
    UUID id = Ids.next();
    return uploads
        .receive(caller.user(), id, exchange.getRequest())
        .flatMap(
            file ->
                api.run(
                    Uploads.recognisedBy(caller, file.hash()),
                    ImportResponse.class,
                    unit ->
                        uploads
                            .store(unit.session(), caller, id, file)
                            .then(Mono.defer(() -> read(unit.session(), caller, id)))
                            .map(
                                body ->
                                    CommandResponse.created(
                                        body, body.version(), "/api/imports/" + id))))
        .doOnSuccess(_ -> work.wake());
  }

  private Mono<ImportResponse> read(Session session, Caller caller, UUID id) {
    return found(session, caller, id).flatMap(found -> response(session, found));
  }

  private Mono<FoundImport> found(Session session, Caller caller, UUID id) {
    return imports
        .find(session, caller.user(), id)
        .switchIfEmpty(Mono.error(() -> new Rejection("not-found", "There is no such import.")));
  }

  private static Mono<ImportResponse> response(Session session, FoundImport found) {
    StoredImport stored = found.stored();
    return TargetAccounts.of(session, stored.user())
        .zipWhen(_ -> ImportRows.counts(session, stored))
        .map(with -> ImportResponse.of(found, with.getT1(), with.getT2()));
  }

  @GetMapping
  @Operation(summary = "Imports, the newest first")
  Mono<Page<ImportResponse>> list(
      Caller caller,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor) {
    return resources.page(
        caller,
        "imports",
        limit,
        cursor,
        (session, after, size) ->
            imports
                .page(session, caller.user(), after, size)
                .flatMap(found -> responses(session, caller, found)),
        one -> List.of(one.createdAt().toString(), one.id().toString()));
  }

  private static Mono<List<ImportResponse>> responses(
      Session session, Caller caller, List<FoundImport> found) {
    return TargetAccounts.of(session, caller.user())
        .zipWhen(
            _ ->
                ImportRows.counts(
                    session, caller.user(), found.stream().map(FoundImport::stored).toList()))
        .map(
            with ->
                found.stream()
                    .map(
                        one ->
                            ImportResponse.of(
                                one,
                                with.getT1(),
                                with.getT2().getOrDefault(one.stored().id(), java.util.Map.of())))
                    .toList());
  }

  @GetMapping("/{id}")
  @Operation(summary = "One import: how its file is read, its accounts and its counts")
  Mono<ResponseEntity<ImportResponse>> one(Caller caller, @PathVariable UUID id) {
    return reads
        .read(caller.user(), session -> read(session, caller, id))
        .map(body -> CommandResponse.found(body, body.version()));
  }

  @GetMapping("/{id}/rows")
  @Operation(summary = "The records of the file, in its order")
  Mono<Page<ImportRowResponse>> rows(
      Caller caller,
      @PathVariable UUID id,
      @Parameter(
              description = "Only rows of this status.",
              schema =
                  @Schema(
                      allowableValues = {
                        "new",
                        "known",
                        "looks-like",
                        "removed-before",
                        "unreadable",
                        "not-a-transaction",
                        "undecided"
                      }))
          @RequestParam(required = false)
          @Nullable String status,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor) {
    List<StoredRow.Status> statuses = status == null ? List.of() : List.of(status(status));
    return resources.page(
        caller,
        "import rows " + id + " " + statuses,
        limit,
        cursor,
        (session, after, size) ->
            found(session, caller, id)
                .flatMap(
                    _ ->
                        rows.page(
                            session,
                            caller.user(),
                            id,
                            statuses,
                            after.isEmpty() ? 0 : Integer.parseInt(after.getFirst()),
                            size))
                .onErrorMap(UnreadableUpload.class, _ -> UnreadableUpload.refusal())
                .map(page -> page.stream().map(ImportRowResponse::of).toList()),
        row -> List.of(String.valueOf(row.row())));
  }

  private static StoredRow.Status status(String word) {
    for (StoredRow.Status status : StoredRow.Status.values()) {
      if (status.word().equals(word)) {
        return status;
      }
    }
    throw new Rejection(
        "invalid-parameter",
        "status: not known (expected: new, known, looks-like, removed-before, unreadable,"
            + " not-a-transaction or undecided)",
        "status");
  }

  @PatchMapping("/{id}")
  @Operation(
      summary = "Change how the file is read, its accounts, or decide about rows",
      description =
          "Settings of how the file is read clear the decisions about its rows. The settings of a"
              + " committed import are remembered for files of the same kind.")
  Mono<ResponseEntity<ImportResponse>> change(
      Caller caller, @PathVariable UUID id, @RequestBody ImportPatch body) {
    return api.run(
            caller,
            ImportResponse.class,
            unit ->
                preview(unit, caller, id)
                    .flatMap(stored -> changed(unit.session(), stored, body))
                    .then(Mono.defer(() -> read(unit.session(), caller, id)))
                    .map(answer -> CommandResponse.ok(answer, answer.version())))
        .doOnSuccess(_ -> work.wake());
  }

  private Mono<StoredImport> preview(UnitOfWork unit, Caller caller, UUID id) {
    return found(unit.session(), caller, id)
        .map(FoundImport::stored)
        .doOnNext(
            stored -> {
              caller.demandVersion(stored.version());
              demandPreview(stored);
            });
  }

  private static void demandPreview(StoredImport stored) {
    if (stored.state() != State.PREVIEW) {
      throw new Rejection(
          TransactionsProblem.IMPORT_NOT_IN_PREVIEW,
          "state: " + stored.state().word() + " (expected: preview)");
    }
  }

  private Mono<Void> changed(Session session, StoredImport stored, ImportPatch body) {
    return TargetAccounts.of(session, stored.user())
        .map(
            accounts ->
                stored
                    .next(State.PREVIEW)
                    .with(
                        body.options(stored.options()), body.accounts(stored.accounts(), accounts)))
        .flatMap(next -> read(session, next, body))
        .flatMap(next -> ImportDecisions.apply(session, next, body.rowDecisions()))
        .then();
  }

  private Mono<StoredImport> read(Session session, StoredImport next, ImportPatch body) {
    if (!body.rereads() && !body.compares()) {
      return imports.save(session, next).thenReturn(next);
    }
    if (!Previews.small(next)) {
      StoredImport reading = body.rereads() ? next.readingAgain() : next.comparingAgain();
      return cleared(session, next, body).then(imports.save(session, reading)).thenReturn(reading);
    }
    if (body.rereads()) {
      return cleared(session, next, body)
          .then(Mono.defer(() -> previews.readAgain(session, next)))
          .doOnNext(ImportDecisions::demandColumns);
    }
    return imports
        .save(session, next)
        .then(Mono.defer(() -> previews.compareAgain(session, next)))
        .thenReturn(next);
  }

  private static Mono<Void> cleared(Session session, StoredImport next, ImportPatch body) {
    return body.rereads()
        ? ImportRows.clearDecisions(session, next.user(), next.id())
        : Mono.empty();
  }

  @PostMapping("/{id}/commit")
  @Operation(
      summary = "Import the rows of a preview once, as one change",
      description =
          "Rows that are new, and those decided as new, become transactions; rows decided as same"
              + " are linked. A large file is committed in the background: its state is committing"
              + " until then. Undo changeId to undo the import.")
  Mono<ResponseEntity<ImportResponse>> commit(Caller caller, @PathVariable UUID id) {
    Change change = caller.newChange();
    return api.run(
            caller,
            ImportResponse.class,
            unit ->
                found(unit.session(), caller, id)
                    .map(FoundImport::stored)
                    .flatMap(stored -> committed(unit, caller, stored, change))
                    .then(Mono.defer(() -> read(unit.session(), caller, id)))
                    .map(body -> CommandResponse.ok(body, body.version())))
        .doOnSuccess(_ -> work.wake());
  }

  private Mono<Void> committed(UnitOfWork unit, Caller caller, StoredImport stored, Change change) {
    if (stored.state() == State.COMMITTED || stored.state() == State.COMMITTING) {
      return Mono.empty();
    }
    caller.demandVersion(stored.version());
    demandPreview(stored);
    return commit.start(unit, stored, change).then();
  }

  @DeleteMapping("/{id}")
  @Operation(
      summary = "Cancel an import that was not committed",
      description = "Undo the change of a committed one instead.")
  Mono<ResponseEntity<Void>> cancel(Caller caller, @PathVariable UUID id) {
    return api.run(
        caller,
        Void.class,
        unit ->
            found(unit.session(), caller, id)
                .map(FoundImport::stored)
                .doOnNext(
                    stored -> {
                      caller.demandVersion(stored.version());
                      demandCancellable(stored);
                    })
                .then(ImportChunks.delete(unit.session(), caller.user(), id))
                .then(ImportStore.delete(unit.session(), caller.user(), id))
                .then(Mono.fromSupplier(CommandResponse::noContent)));
  }

  private static void demandCancellable(StoredImport stored) {
    if (stored.state() == State.COMMITTED || stored.state() == State.COMMITTING) {
      demandPreview(stored);
    }
  }
}
