package florin.accounts.balance;

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
@RequestMapping("/api/exports/balances")
@Tag(name = "Exports")
class BalanceExportApi {

  private final Exports exports;

  BalanceExportApi(Exports exports) {
    this.exports = exports;
  }

  @GetMapping
  @Operation(
      summary = "All statements of balances as a file, by account and time",
      description =
          "Balances of banks and those entered by hand. Balances of other days are derived from"
              + " them and the transactions.")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = BalanceObservationResponse.class)))
  Mono<Void> balances(
      Caller caller,
      ServerHttpResponse response,
      @RequestParam(defaultValue = "csv") String format) {
    return exports.send(
        caller,
        response,
        "balances",
        format,
        BalanceObservationResponse.class,
        (session, user) ->
            Exports.pages(last -> BalanceObservations.after(session, user, last, Exports.PAGE)));
  }
}
