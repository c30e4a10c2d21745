package florin.accounts.institution;

import florin.journal.Reads;
import florin.journal.web.Caller;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Institutions")
class InstitutionApi {

  private final Reads reads;
  private final InstitutionQueries queries;

  InstitutionApi(Reads reads, InstitutionQueries queries) {
    this.reads = reads;
    this.queries = queries;
  }

  @GetMapping("/api/institutions")
  @Operation(summary = "The banks of your accounts, by name")
  Mono<Page<InstitutionQueries.Item>> institutions(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int rows = Cursors.limit(limit);
    return reads.as(caller.user(), session -> queries.page(session, caller.user(), rows, cursor));
  }
}
