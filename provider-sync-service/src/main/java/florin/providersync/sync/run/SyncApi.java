package florin.providersync.sync.run;

import florin.journal.UnitOfWork;
import florin.journal.database.DatabaseReads;
import florin.journal.stream.Rejection;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import florin.providersync.connection.Connection;
import florin.providersync.problem.ProviderSyncProblem;
import florin.providersync.request.SyncRequests;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/connections/{id}")
@Tag(name = "Sync runs", description = "When and how a connection was read")
class SyncApi {

  private static final UUID NEWEST = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

  private final ApiCommands commands;
  private final DatabaseReads reads;
  private final SyncRequests requests;
  private final SyncRunQueries queries;
  private final Cursors cursors;

  SyncApi(
      ApiCommands commands,
      DatabaseReads reads,
      SyncRequests requests,
      SyncRunQueries queries,
      Cursors cursors) {
    this.commands = commands;
    this.reads = reads;
    this.requests = requests;
    this.queries = queries;
    this.cursors = cursors;
  }

  @PostMapping("/sync")
  @Operation(summary = "Read the bank now; joins a run that is waiting already")
  Mono<ResponseEntity<SyncRunResponse>> sync(Caller caller, @PathVariable UUID id) {
    return commands
        .run(caller, SyncRunResponse.class, unit -> request(unit, caller, id))
        .doOnNext(_ -> requests.signal());
  }

  private Mono<CommandResponse<SyncRunResponse>> request(UnitOfWork unit, Caller caller, UUID id) {
    return unit.load(Connection.DECIDER, Connection.stream(caller.user(), id))
        .doOnNext(loadedStream -> demandLive(loadedStream.state()))
        .flatMap(_ -> requests.requestManually(unit.session(), caller.user(), id))
        .flatMap(run -> queries.one(unit.session(), caller.user(), id, run))
        .map(
            row ->
                CommandResponse.accepted(row, "/api/connections/" + id + "/sync-runs/" + row.id()));
  }

  private static void demandLive(Connection connection) {
    switch (connection) {
      case Connection.Absent() -> throw absent("connection");
      case Connection.RemovedConnection _ ->
          throw new Rejection(ProviderSyncProblem.CONNECTION_REMOVED, "The connection is removed.");
      case Connection.Live _ -> {
        // a broken one too: the run reads from the provider whether it has been repaired
      }
    }
  }

  @GetMapping("/sync-runs")
  @Operation(summary = "The runs of the last thirty days, newest first")
  Mono<Page<SyncRunResponse>> list(
      Caller caller,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    String query = "sync-runs/" + caller.user() + "/" + id;
    UUID before =
        cursor == null ? NEWEST : UUID.fromString(cursors.values(query, cursor).getFirst());
    int size = Cursors.limit(limit);
    return reads
        .read(caller.user(), session -> queries.list(session, caller.user(), id, before, size + 1))
        .flatMap(
            rows ->
                rows.isEmpty() && cursor == null
                    ? Mono.error(absent("connection"))
                    : Mono.just(
                        cursors.page(query, rows, size, last -> List.of(last.id().toString()))));
  }

  @GetMapping("/sync-runs/{runId}")
  @Operation(summary = "One run")
  Mono<SyncRunResponse> one(Caller caller, @PathVariable UUID id, @PathVariable UUID runId) {
    return reads
        .read(caller.user(), session -> queries.one(session, caller.user(), id, runId))
        .switchIfEmpty(Mono.error(() -> absent("sync run")));
  }

  private static Rejection absent(String what) {
    return new Rejection("not-found", "There is no such " + what + ".");
  }
}
