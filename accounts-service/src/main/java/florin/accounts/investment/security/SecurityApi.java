package florin.accounts.investment.security;

import florin.journal.database.DatabaseReads;
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
@Tag(name = "Investments")
class SecurityApi {

  private final DatabaseReads reads;
  private final SecurityQueries queries;

  SecurityApi(DatabaseReads reads, SecurityQueries queries) {
    this.reads = reads;
    this.queries = queries;
  }

  @GetMapping("/api/investments/securities")
  @Operation(
      summary = "The securities of your holdings and investment transactions",
      description = "q is found in name or ticker, in any case.")
  Mono<Page<SecurityResponse>> securities(
      Caller caller,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int rows = Cursors.limit(limit);
    SecurityQueries.Filter filter = new SecurityQueries.Filter(q, type);
    return reads.read(
        caller.user(), session -> queries.page(session, caller.user(), filter, rows, cursor));
  }
}
