package florin.planning.goal;

import florin.journal.web.Caller;
import florin.journal.web.export.Exports;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/exports/goals")
@Tag(name = "Exports")
class GoalExportApi {

  private final Exports exports;
  private final GoalQueries goals;

  GoalExportApi(Exports exports, GoalQueries goals) {
    this.exports = exports;
    this.goals = goals;
  }

  @GetMapping
  @Operation(
      summary = "All goals as a file with their progress, the newest first",
      description = "Abandoned ones are included.")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = GoalResponse.class)))
  Mono<Void> goals(
      Caller caller,
      ServerHttpResponse response,
      @RequestParam(defaultValue = "csv") String format) {
    return exports.send(
        caller,
        response,
        "goals",
        format,
        GoalResponse.class,
        (session, user) -> goals.all(session, user, caller.at()));
  }
}
