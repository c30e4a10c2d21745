package florin.providersync.sync.run;

import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.providersync.request.SyncRequests;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Requests a sync of every connection at once. */
@RestController
@Tag(name = "Sync runs")
class AllConnectionsSyncApi {

  private final ApiCommands commands;
  private final SyncRequests requests;
  private final SyncRunQueries queries;

  AllConnectionsSyncApi(ApiCommands commands, SyncRequests requests, SyncRunQueries queries) {
    this.commands = commands;
    this.requests = requests;
    this.queries = queries;
  }

  /** The runs that were requested together. */
  @Schema(name = "RequestedSyncRuns")
  record RequestedSyncRunsResponse(
      @Schema(description = "One run of each connection that is not over; follow them there.")
          List<SyncRunResponse> items) {}

  @ResponseStatus(HttpStatus.ACCEPTED)
  @PostMapping("/api/connections/sync")
  @Operation(
      summary = "Read all banks now; joins the runs that are waiting already",
      description =
          "Connections that were removed or that their bank ended have no run. Without connections"
              + " there is none.")
  Mono<ResponseEntity<RequestedSyncRunsResponse>> syncAll(Caller caller) {
    return commands
        .run(
            caller,
            RequestedSyncRunsResponse.class,
            unit ->
                requests
                    .requestAllManually(unit.session(), caller.user())
                    .flatMap(runs -> queries.some(unit.session(), caller.user(), runs))
                    .map(AllConnectionsSyncApi::accepted))
        .doOnNext(_ -> requests.signal());
  }

  private static CommandResponse<RequestedSyncRunsResponse> accepted(List<SyncRunResponse> runs) {
    return new CommandResponse<>(
        202, Optional.of(new RequestedSyncRunsResponse(runs)), Optional.empty(), Optional.empty());
  }
}
