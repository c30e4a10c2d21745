package florin.accounts.investment.trade;

import florin.journal.database.DatabaseReads;
import florin.journal.stream.Rejection;
import florin.journal.web.Caller;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import florin.journal.web.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Investments")
class TradeApi {

  private final DatabaseReads reads;
  private final TradeQueries queries;

  TradeApi(DatabaseReads reads, TradeQueries queries) {
    this.reads = reads;
    this.queries = queries;
  }

  @GetMapping("/api/investments/transactions")
  @Operation(
      summary = "The transactions of your investment accounts, newest first",
      description = "from and to are both included.")
  Mono<Page<TradeQueries.InvestmentTransactionResponse>> investmentTransactions(
      Caller caller,
      @RequestParam(required = false) @Nullable List<UUID> accountId,
      @RequestParam(required = false) @Nullable UUID securityId,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String subtype,
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate to,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (from != null && to != null && to.isBefore(from)) {
      throw new Rejection(
          ProblemType.INVALID_PARAMETER.code(),
          "to: %s (expected: not before from, %s)".formatted(to, from),
          "to");
    }
    int rows = Cursors.limit(limit);
    TradeQueries.Filter filter =
        new TradeQueries.Filter(
            accountId == null ? List.of() : accountId, securityId, type, subtype, from, to);
    return reads.read(
        caller.user(), session -> queries.page(session, caller.user(), filter, rows, cursor));
  }
}
