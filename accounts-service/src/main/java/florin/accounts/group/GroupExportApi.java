package florin.accounts.group;

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
@RequestMapping("/api/exports/account-groups")
@Tag(name = "Exports")
class GroupExportApi {

  private final Exports exports;
  private final GroupQueries groups;

  GroupExportApi(Exports exports, GroupQueries groups) {
    this.exports = exports;
    this.groups = groups;
  }

  @GetMapping
  @Operation(summary = "All account groups as a file, in their order")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = GroupResponse.class)))
  Mono<Void> groups(
      Caller caller,
      ServerHttpResponse response,
      @RequestParam(defaultValue = "csv") String format) {
    return exports.send(
        caller,
        response,
        "account-groups",
        format,
        GroupResponse.class,
        (session, user) ->
            groups
                .all(session, user)
                .map(all -> all.stream().filter(one -> !one.isDefault()).toList())
                .flux());
  }
}
