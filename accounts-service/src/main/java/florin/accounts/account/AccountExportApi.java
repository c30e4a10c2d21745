package florin.accounts.account;

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
@RequestMapping("/api/exports/accounts")
@Tag(name = "Exports")
class AccountExportApi {

  private static final AccountQueries.Filter ALL = new AccountQueries.Filter(true, null, null);

  private final Exports exports;
  private final AccountQueries accounts;

  AccountExportApi(Exports exports, AccountQueries accounts) {
    this.exports = exports;
    this.accounts = accounts;
  }

  @GetMapping
  @Operation(summary = "All accounts as a file, hidden and closed ones included")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = AccountResponse.class)))
  Mono<Void> accounts(
      Caller caller,
      ServerHttpResponse response,
      @RequestParam(defaultValue = "csv") String format) {
    return exports.send(
        caller,
        response,
        "accounts",
        format,
        AccountResponse.class,
        (session, user) ->
            Exports.cursorPages(
                cursor -> accounts.page(session, user, ALL, Exports.PAGE, cursor, caller.at())));
  }
}
