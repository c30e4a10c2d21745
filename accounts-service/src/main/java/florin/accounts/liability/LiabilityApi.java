package florin.accounts.liability;

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
@Tag(name = "Liabilities")
class LiabilityApi {

  private final Resources resources;
  private final LiabilityQueries queries;

  LiabilityApi(Resources resources, LiabilityQueries queries) {
    this.resources = resources;
    this.queries = queries;
  }

  @GetMapping("/api/liabilities")
  @Operation(
      summary = "What your debts cost and when they are due",
      description = "Payments are positive; what is owed is negative, as in balances.")
  Mono<Page<LiabilityResponse>> liabilities(
      Caller caller,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return resources.page(
        caller,
        "liabilities " + kind,
        limit,
        cursor,
        (session, after, rows) -> queries.list(session, caller.user(), kind, after, rows),
        last -> List.of(last.accountId().toString()));
  }
}
