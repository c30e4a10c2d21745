package florin.planning.scenario.bill;

import florin.journal.web.Caller;
import florin.journal.web.export.Exports;
import florin.planning.scenario.ScenarioQueries;
import florin.planning.scenario.ScenarioResponse;
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
@RequestMapping("/api/exports/bills")
@Tag(name = "Exports")
class BillExportApi {

  private final Exports exports;
  private final ScenarioQueries scenarios;
  private final BillQueries bills;

  BillExportApi(Exports exports, ScenarioQueries scenarios, BillQueries bills) {
    this.exports = exports;
    this.scenarios = scenarios;
    this.bills = bills;
  }

  @GetMapping
  @Operation(summary = "The bills of all scenarios as a file")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = BillResponse.class)))
  Mono<Void> bills(
      Caller caller,
      ServerHttpResponse response,
      @RequestParam(defaultValue = "csv") String format) {
    return exports.send(
        caller,
        response,
        "bills",
        format,
        BillResponse.class,
        (session, user) ->
            scenarios
                .all(session, user)
                .concatMap(
                    page ->
                        bills.bills(
                            session,
                            user,
                            page.stream().map(ScenarioResponse::id).toList(),
                            caller.at()),
                    1));
  }
}
