package florin.transactions.recurring;

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
@RequestMapping("/api/exports/series")
@Tag(name = "Exports")
class SeriesExportApi {

  private final Exports exports;

  SeriesExportApi(Exports exports) {
    this.exports = exports;
  }

  @GetMapping
  @Operation(summary = "All recurring series as a file")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = SeriesResponse.class)))
  Mono<Void> series(
      Caller caller,
      ServerHttpResponse response,
      @RequestParam(defaultValue = "csv") String format) {
    return exports.send(
        caller,
        response,
        "series",
        format,
        SeriesResponse.class,
        (session, user) ->
            SeriesQueries.today(session, user, caller.at())
                .zipWhen(_ -> SeriesQueries.all(session, user))
                .map(
                    found ->
                        found.getT2().stream()
                            .map(row -> SeriesResponse.of(row, found.getT1(), null))
                            .toList())
                .flux());
  }
}
