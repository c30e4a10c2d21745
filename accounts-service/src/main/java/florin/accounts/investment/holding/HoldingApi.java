package florin.accounts.investment.holding;

import florin.journal.database.DatabaseReads;
import florin.journal.web.Caller;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/investments")
@Tag(name = "Investments")
class HoldingApi {

  private final DatabaseReads reads;
  private final HoldingQueries holdings;
  private final InvestmentAccountQueries accounts;

  HoldingApi(DatabaseReads reads, HoldingQueries holdings, InvestmentAccountQueries accounts) {
    this.reads = reads;
    this.holdings = holdings;
    this.accounts = accounts;
  }

  @GetMapping("/accounts")
  @Operation(
      summary = "Your investment accounts with the sums of what they hold",
      description =
          "Sums are per currency. costBasis and unrealizedGain leave out the holdings whose cost"
              + " the bank does not know; withoutCostBasis counts them.")
  Mono<Page<InvestmentAccountQueries.InvestmentAccountResponse>> investmentAccounts(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int rows = Cursors.limit(limit);
    return reads.read(
        caller.user(), session -> accounts.page(session, caller.user(), rows, cursor));
  }

  @GetMapping("/holdings")
  @Operation(
      summary = "What your accounts hold",
      description =
          "asOf is a day in UTC: what was held at its end, positions that are sold by now"
              + " included.")
  Mono<Page<HoldingQueries.HoldingResponse>> holdings(
      Caller caller,
      @RequestParam(required = false) @Nullable List<UUID> accountId,
      @RequestParam(required = false) @Nullable UUID securityId,
      @RequestParam(required = false) @Nullable LocalDate asOf,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int rows = Cursors.limit(limit);
    HoldingQueries.Filter filter =
        new HoldingQueries.Filter(accountId == null ? List.of() : accountId, securityId, asOf);
    return reads.read(
        caller.user(), session -> holdings.page(session, caller.user(), filter, rows, cursor));
  }
}
