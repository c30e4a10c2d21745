package florin.accounts.liability;

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
@Tag(name = "Liabilities")
class LiabilityApi {

  private final Reads reads;
  private final LiabilityQueries queries;

  LiabilityApi(Reads reads, LiabilityQueries queries) {
    this.reads = reads;
    this.queries = queries;
  }

  @GetMapping("/api/liabilities")
  @Operation(
      summary = "What your debts cost and when they are due",
      description = "Payments are positive; what is owed is negative, as in balances.")
  Mono<Page<LiabilityItem>> liabilities(
      Caller caller,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int rows = Cursors.limit(limit);
    return reads.as(
        caller.user(), session -> queries.page(session, caller.user(), kind, rows, cursor));
  }
}
