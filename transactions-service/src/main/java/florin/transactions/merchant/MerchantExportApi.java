package florin.transactions.merchant;

import florin.journal.web.Caller;
import florin.journal.web.export.Exports;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/exports/merchants")
@Tag(name = "Exports")
class MerchantExportApi {

  private final Exports exports;
  private final MerchantQueries merchants;

  MerchantExportApi(Exports exports, MerchantQueries merchants) {
    this.exports = exports;
    this.merchants = merchants;
  }

  @GetMapping
  @Operation(
      summary = "Merchants as a file, those used most first",
      description = "Those that are merged or archived are left out.")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = MerchantResponse.class)))
  Mono<Void> merchants(
      Caller caller,
      ServerHttpResponse response,
      @RequestParam(defaultValue = "csv") String format) {
    return exports.send(
        caller,
        response,
        "merchants",
        format,
        MerchantResponse.class,
        (session, user) ->
            Exports.pages(
                last ->
                    merchants.list(
                        session,
                        user,
                        "",
                        last.map(MerchantQueries::place).orElse(List.of()),
                        Exports.PAGE)));
  }
}
