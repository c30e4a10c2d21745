package florin.planning.allocation;

import florin.journal.database.Session;
import florin.journal.web.Caller;
import florin.journal.web.export.Exports;
import florin.planning.scenario.ScenarioQueries;
import florin.planning.scenario.ScenarioResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/exports/allocations")
@Tag(name = "Exports")
class AllocationExportApi {

  private final Exports exports;
  private final ScenarioQueries scenarios;
  private final AllocationsQueries allocations;

  AllocationExportApi(Exports exports, ScenarioQueries scenarios, AllocationsQueries allocations) {
    this.exports = exports;
    this.scenarios = scenarios;
    this.allocations = allocations;
  }

  @GetMapping
  @Operation(summary = "The allocations of all scenarios as a file")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ScenarioAllocationResponse.class)))
  Mono<Void> allocations(
      Caller caller,
      ServerHttpResponse response,
      @RequestParam(defaultValue = "csv") String format) {
    return exports.send(
        caller,
        response,
        "allocations",
        format,
        ScenarioAllocationResponse.class,
        (session, user) ->
            scenarios
                .all(session, user)
                .concatMap(
                    page -> of(session, user, page.stream().map(ScenarioResponse::id).toList()),
                    1));
  }

  private Mono<List<ScenarioAllocationResponse>> of(
      Session session, UUID user, List<UUID> scenarios) {
    return allocations
        .plans(session, user, scenarios)
        .map(
            plans ->
                scenarios.stream()
                    .flatMap(id -> Stream.ofNullable(plans.get(id)))
                    .flatMap(AllocationExportApi::rows)
                    .toList());
  }

  private static Stream<ScenarioAllocationResponse> rows(
      AllocationsQueries.ScenarioAllocations plan) {
    return AllocationsResponse.of(
            plan.scenario(), plan.balance(), plan.allocations(), plan.version())
        .items()
        .stream()
        .map(row -> new ScenarioAllocationResponse(plan.scenario(), row));
  }
}
