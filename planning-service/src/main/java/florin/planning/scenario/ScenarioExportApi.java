package florin.planning.scenario;

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
@RequestMapping("/api/exports/scenarios")
@Tag(name = "Exports")
class ScenarioExportApi {

  private final Exports exports;
  private final ScenarioQueries scenarios;

  ScenarioExportApi(Exports exports, ScenarioQueries scenarios) {
    this.exports = exports;
    this.scenarios = scenarios;
  }

  @GetMapping
  @Operation(
      summary = "All scenarios as a file, the newest first",
      description = "Deleted ones are left out.")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ScenarioResponse.class)))
  Mono<Void> scenarios(
      Caller caller,
      ServerHttpResponse response,
      @RequestParam(defaultValue = "csv") String format) {
    return exports.send(
        caller,
        response,
        "scenarios",
        format,
        ScenarioResponse.class,
        (session, user) -> scenarios.all(session, user));
  }
}
