package florin.transactions.rule;

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
@RequestMapping("/api/exports/rules")
@Tag(name = "Exports")
class RuleExportApi {

  private final Exports exports;

  RuleExportApi(Exports exports) {
    this.exports = exports;
  }

  @GetMapping
  @Operation(summary = "All rules as a file, in the order of their evaluation")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = RuleResponse.class)))
  Mono<Void> rules(
      Caller caller,
      ServerHttpResponse response,
      @RequestParam(defaultValue = "csv") String format) {
    return exports.send(
        caller,
        response,
        "rules",
        format,
        RuleResponse.class,
        (session, user) -> RuleQueries.list(session, user).flux());
  }
}
