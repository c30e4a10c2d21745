package florin.transactions.edit;

import florin.events.Money;
import florin.journal.database.DatabaseReads;
import florin.journal.stream.Ids;
import florin.journal.stream.Rejection;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import florin.journal.web.input.Text;
import florin.journal.web.problem.ProblemType;
import florin.transactions.history.ExplanationResponse;
import florin.transactions.history.TransactionHistory;
import florin.transactions.list.TransactionFilter;
import florin.transactions.list.TransactionQueries;
import florin.transactions.list.TransactionResponse;
import florin.transactions.list.TransactionSort;
import florin.transactions.rule.run.RuleIntake;
import florin.transactions.transaction.TransactionCommand;
import florin.transactions.transaction.TransactionEntry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/transactions")
@Tag(name = "Transactions")
class TransactionApi {

  private final ApiCommands commands;
  private final DatabaseReads reads;
  private final TransactionQueries queries;
  private final TransactionHistory history;
  private final TransactionCommandRunner changes;

  TransactionApi(
      ApiCommands commands,
      DatabaseReads reads,
      TransactionQueries queries,
      TransactionHistory history,
      TransactionCommandRunner changes) {
    this.commands = commands;
    this.reads = reads;
    this.queries = queries;
    this.history = history;
    this.changes = changes;
  }

  /** A transaction entered by hand; all of it is needed. */
  record CreateTransactionRequest(
      @Nullable UUID accountId,
      @Nullable LocalDate date,
      @Nullable Money amount,
      @Nullable @Text(multiLine = true) String description) {}

  @GetMapping
  @Operation(summary = "Transactions, newest first unless sorted otherwise; page with `next`")
  Mono<Page<TransactionResponse>> list(
      Caller caller,
      @RequestParam(required = false) @Nullable List<UUID> accountId,
      @RequestParam(required = false) @Nullable List<UUID> categoryId,
      @RequestParam(required = false) @Nullable List<UUID> merchantId,
      @RequestParam(required = false) @Nullable List<String> tag,
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate to,
      @Parameter(description = TransactionFilter.MIN_AMOUNT) @RequestParam(required = false)
          @Nullable BigDecimal minAmount,
      @Parameter(description = TransactionFilter.MAX_AMOUNT) @RequestParam(required = false)
          @Nullable BigDecimal maxAmount,
      @RequestParam(required = false) @Nullable String currency,
      @Parameter(description = TransactionFilter.DIRECTION) @RequestParam(required = false)
          @Nullable String direction,
      @RequestParam(required = false) @Nullable Boolean pending,
      @RequestParam(defaultValue = "false") boolean removed,
      @Parameter(description = TransactionFilter.TRANSFERS) @RequestParam(required = false)
          @Nullable String transfers,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    TransactionFilter filter =
        new TransactionFilter(
            accountId == null ? List.of() : accountId,
            categoryId == null ? List.of() : categoryId,
            merchantId == null ? List.of() : merchantId,
            tag == null ? List.of() : tag,
            from,
            to,
            minAmount,
            maxAmount,
            currency,
            direction,
            pending,
            removed,
            transfers);
    TransactionSort order = TransactionSort.of(sort);
    int size = Cursors.limit(limit);
    return reads.read(
        caller.user(),
        session -> queries.page(session, caller.user(), filter, order, size, cursor));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One transaction, removed or not")
  Mono<ResponseEntity<TransactionResponse>> one(Caller caller, @PathVariable UUID id) {
    return reads
        .read(caller.user(), session -> queries.one(session, caller.user(), id))
        .map(row -> CommandResponse.found(row, row.version()));
  }

  @GetMapping("/{id}/history")
  @Operation(summary = "Every event of one transaction, oldest first")
  Mono<Page<TransactionHistory.TransactionEventResponse>> history(
      Caller caller, @PathVariable UUID id) {
    return reads.read(caller.user(), session -> history.of(session, caller.user(), id));
  }

  @GetMapping("/{id}/explanation")
  @Operation(
      summary = "Why each field has its value: the events that gave it one, oldest first",
      description = "Replaying just the events of a field's chain comes to its value again.")
  Mono<ExplanationResponse> explanation(Caller caller, @PathVariable UUID id) {
    return reads.read(caller.user(), session -> history.explain(session, caller.user(), id));
  }

  @PostMapping
  @Operation(summary = "Enter a transaction by hand")
  Mono<ResponseEntity<TransactionResponse>> enter(
      Caller caller, @RequestBody CreateTransactionRequest body) {
    UUID id = Ids.next();
    UUID account = needed(body.accountId(), "accountId", "the id of an account");
    TransactionEntry.ManualEntry entry =
        new TransactionEntry.ManualEntry(
            needed(body.amount(), "amount", "{\"amount\":\"-12.34\",\"currency\":\"USD\"}"),
            needed(body.date(), "date", "a date such as 2026-01-31"),
            TransactionPatch.normalisedDescription(
                body.description() == null ? "" : body.description()));
    return commands.run(
        caller,
        TransactionResponse.class,
        unit ->
            queries
                .account(unit.session(), caller.user(), account)
                .switchIfEmpty(Mono.error(() -> unknownAccount(account)))
                .doOnNext(known -> demandCurrency(known.currency(), entry.amount()))
                .flatMap(
                    known ->
                        changes.decide(
                            unit,
                            caller,
                            id,
                            _ ->
                                RuleIntake.entering(
                                    unit.session(),
                                    caller.user(),
                                    new TransactionCommand.RecordByHand(
                                        id, known.id(), entry, caller.at()))))
                .map(
                    row -> CommandResponse.created(row, row.version(), "/api/transactions/" + id)));
  }

  @PatchMapping("/{id}")
  @Operation(
      summary = "Change what you say about a transaction; the bank's own values stay as they are")
  Mono<ResponseEntity<TransactionResponse>> edit(
      Caller caller, @PathVariable UUID id, @RequestBody TransactionPatch body) {
    body.amount().value().ifPresent(TransactionApi::demandDecimals);
    return changes.run(
        caller, id, unit -> body.commands(unit.session(), caller.user(), "", caller.at()));
  }

  @DeleteMapping("/{id}")
  @Operation(
      summary = "Remove a transaction; it stays restorable and keeps its history",
      description = "Rows of merged accounts that are the same one are removed with it.")
  Mono<ResponseEntity<TransactionResponse>> remove(Caller caller, @PathVariable UUID id) {
    return changes.runWithTwins(caller, id, List.of(new TransactionCommand.Remove(caller.at())));
  }

  @PostMapping("/{id}/restore")
  @Operation(summary = "Bring back what you removed")
  Mono<ResponseEntity<TransactionResponse>> restore(Caller caller, @PathVariable UUID id) {
    return changes.run(caller, id, List.of(new TransactionCommand.Restore(caller.at())));
  }

  private static <T> T needed(@Nullable T value, String field, String expected) {
    if (value == null) {
      throw new Rejection(
          "invalid-request", field + ": missing (expected: " + expected + ")", "/" + field);
    }
    return value;
  }

  private static Rejection unknownAccount(UUID account) {
    return new Rejection(
        "account-not-known-yet", "accountId: '" + account + "' is not known here", "/accountId");
  }

  private static void demandCurrency(String currency, Money amount) {
    if (!currency.equals(amount.currency().code())) {
      throw new Rejection(
          ProblemType.CURRENCY_MISMATCH,
          "amount: in "
              + amount.currency()
              + " (expected: the account's currency, "
              + currency
              + ")",
          "/amount/currency");
    }
    demandDecimals(amount);
  }

  private static void demandDecimals(Money amount) {
    if (!amount.fitsItsCurrency()) {
      throw new Rejection(
          ProblemType.TOO_MANY_DECIMALS,
          "amount: '"
              + amount.amount()
              + "' (expected: no more decimals than "
              + amount.currency()
              + " has)",
          "/amount/amount");
    }
  }
}
