package florin.accounts.institution;

import florin.journal.web.Caller;
import florin.journal.web.Page;
import florin.journal.web.Resources;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Institutions")
class InstitutionApi {

  private final Resources resources;
  private final InstitutionQueries queries;

  InstitutionApi(Resources resources, InstitutionQueries queries) {
    this.resources = resources;
    this.queries = queries;
  }

  @GetMapping("/api/institutions")
  @Operation(summary = "The banks of your accounts, by name")
  Mono<Page<InstitutionQueries.InstitutionResponse>> institutions(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return resources.page(
        caller,
        "institutions",
        limit,
        cursor,
        (session, after, rows) -> queries.list(session, caller.user(), after, rows),
        last -> List.of(last.id().toString()));
  }
}
