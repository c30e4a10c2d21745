package florin.transactions.export;

import florin.journal.database.Session;
import florin.journal.stream.Rejection;
import florin.journal.web.Caller;
import florin.journal.web.export.ExportFormat;
import florin.journal.web.export.Exports;
import florin.transactions.export.TransactionOfx.ClosingBalance;
import florin.transactions.filter.FilterParameters;
import florin.transactions.filter.TransactionFilter;
import florin.transactions.list.TransactionQueries;
import florin.transactions.list.TransactionResponse;
import florin.transactions.list.TransactionSort;
import florin.transactions.problem.TransactionsProblem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/exports/transactions")
@Tag(name = "Exports")
class TransactionExportApi {

  private static final List<ExportFormat> FORMATS =
      List.of(ExportFormat.CSV, ExportFormat.NDJSON, ExportFormat.OFX);

  private final Exports exports;
  private final TransactionQueries transactions;

  TransactionExportApi(Exports exports, TransactionQueries transactions) {
    this.exports = exports;
    this.transactions = transactions;
  }

  @GetMapping
  @Operation(
      summary = "The transactions that a filter matches, as a file, the oldest first",
      description =
          "The same filter as the list's. A CSV file can be imported again: its columns are date,"
              + " amount, currency, description, note, category with those above it, tags, account"
              + " and id; a split transaction is one row. NDJSON has the rows of the list without"
              + " running balances.")
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
        @Content(
            mediaType = "application/x-ndjson",
            schema = @Schema(implementation = TransactionResponse.class)),
        @Content(mediaType = "application/x-ofx", schema = @Schema(type = "string"))
      })
  Mono<Void> transactions(
      Caller caller,
      ServerHttpResponse response,
      @ParameterObject FilterParameters parameters,
      @Parameter(description = "true: the removed rows, instead of those that count.")
          @RequestParam(defaultValue = "false")
          boolean removed,
      @Parameter(
              description =
                  ExportFormat.PARAMETER
                      + " ofx: a statement of one account, its booked transactions and balance;"
                      + " accountId names it.",
              schema =
                  @Schema(
                      defaultValue = "csv",
                      allowableValues = {"csv", "ndjson", "ofx"}))
          @RequestParam(defaultValue = "csv")
          String format) {
    TransactionFilter filter = parameters.filter(removed);
    ExportFormat wanted = ExportFormat.of(format, FORMATS);
    return switch (wanted) {
      case CSV -> send(caller, response, wanted, session -> csv(session, caller.user(), filter));
      case NDJSON ->
          send(caller, response, wanted, session -> ndjson(session, caller.user(), filter));
      case OFX -> {
        UUID account = account(filter);
        yield send(caller, response, wanted, session -> ofx(session, caller, account, filter));
      }
    };
  }

  private Mono<Void> send(
      Caller caller,
      ServerHttpResponse response,
      ExportFormat format,
      Function<Session, Flux<String>> text) {
    return exports.send(caller, response, "transactions", format, text);
  }

  private static UUID account(TransactionFilter filter) {
    if (filter.accountId().size() != 1) {
      throw new Rejection(
          TransactionsProblem.EXPORT_ACCOUNT_NEEDED,
          "accountId: %d accounts (expected: one)".formatted(filter.accountId().size()),
          "accountId");
    }
    return filter.accountId().getFirst();
  }

  private Flux<String> csv(Session session, UUID user, TransactionFilter filter) {
    return Exports.lines(rows(session, user, filter), TransactionCsv.HEADER, TransactionCsv::line);
  }

  private Flux<String> ndjson(Session session, UUID user, TransactionFilter filter) {
    return Exports.lines(transactions.all(session, user, filter, false), "", exports::jsonLine);
  }

  private Flux<String> ofx(Session session, Caller caller, UUID account, TransactionFilter filter) {
    return OfxAccount.of(session, caller.user(), account)
        .zipWhen(_ -> closingBalance(session, caller.user(), account, filter))
        .flatMapMany(
            found -> {
              TransactionOfx ofx = new TransactionOfx(found.getT1());
              return rows(session, caller.user(), filter.booked())
                  .index(
                      (page, rows) ->
                          (page == 0 ? head(ofx, filter, rows, caller.at()) : "")
                              + rows.stream().map(ofx::row).collect(Collectors.joining()))
                  .concatWith(Mono.fromSupplier(() -> ofx.tail(found.getT2())));
            });
  }

  private static String head(
      TransactionOfx ofx, TransactionFilter filter, List<ExportRow> rows, Instant at) {
    LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
    LocalDate last = Objects.requireNonNullElse(filter.to(), today);
    LocalDate first =
        filter.from() != null ? filter.from() : rows.isEmpty() ? last : rows.getFirst().date();
    return ofx.head(first, last, at);
  }

  /** The balance after the last booked row, if it is known. */
  private Mono<Optional<ClosingBalance>> closingBalance(
      Session session, UUID user, UUID account, TransactionFilter filter) {
    TransactionFilter whole =
        new TransactionFilter(
            List.of(account),
            List.of(),
            List.of(),
            List.of(),
            null,
            filter.to(),
            null,
            null,
            null,
            null,
            false,
            false);
    return transactions
        .page(session, user, whole, TransactionSort.DATE_DESCENDING, 1, null, false)
        .map(
            page ->
                page.items().stream()
                    .findFirst()
                    .flatMap(
                        last ->
                            Optional.ofNullable(last.runningBalance())
                                .map(balance -> new ClosingBalance(last.date(), balance))));
  }

  private Flux<List<ExportRow>> rows(Session session, UUID user, TransactionFilter filter) {
    return transactions
        .all(session, user, filter, false)
        .concatMap(page -> rows(session, user, page), 1);
  }

  private static Mono<List<ExportRow>> rows(
      Session session, UUID user, List<TransactionResponse> page) {
    return ImportedIds.of(session, user, page.stream().map(TransactionResponse::id).toList())
        .map(ids -> page.stream().map(row -> ExportRow.of(row, ids)).toList());
  }
}
