package florin.transactions.category;

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
@RequestMapping("/api/exports/categories")
@Tag(name = "Exports")
class CategoryExportApi {

  private final Exports exports;

  CategoryExportApi(Exports exports) {
    this.exports = exports;
  }

  @GetMapping
  @Operation(summary = "All categories as a file, parents before their children")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = CategoryResponse.class)))
  Mono<Void> categories(
      Caller caller,
      ServerHttpResponse response,
      @RequestParam(defaultValue = "csv") String format) {
    return exports.send(
        caller,
        response,
        "categories",
        format,
        CategoryResponse.class,
        (session, user) -> CategoryQueries.used(session, user).map(CategoryTree::inOrder).flux());
  }
}
