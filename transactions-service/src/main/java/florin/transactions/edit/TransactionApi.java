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
import florin.journal.web.PatchField;
import florin.journal.web.field.FieldChecks;
import florin.journal.web.input.Text;
import florin.journal.web.problem.ProblemType;
import florin.transactions.filter.FilterParameters;
import florin.transactions.filter.TransactionFilter;
import florin.transactions.history.ExplanationResponse;
import florin.transactions.history.TransactionHistory;
import florin.transactions.list.TransactionPage;
import florin.transactions.list.TransactionQueries;
import florin.transactions.list.TransactionResponse;
import florin.transactions.list.TransactionSort;
import florin.transactions.rule.run.RuleIntake;
import florin.transactions.transaction.TransactionCommand;
import florin.transactions.transaction.value.TransactionEntry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
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
  private final Cursors cursors;

  TransactionApi(
      ApiCommands commands,
      DatabaseReads reads,
      TransactionQueries queries,
      TransactionHistory history,
      TransactionCommandRunner changes,
      Cursors cursors) {
    this.cursors = cursors;
    this.commands = commands;
    this.reads = reads;
    this.queries = queries;
    this.history = history;
    this.changes = changes;
  }

  /** A transaction entered by hand; category, merchant, note and tags may be left out. */
  @Schema(requiredProperties = {"accountId", "date", "amount", "description"})
  record CreateTransactionRequest(
      @Schema(description = "Account that the money left or reached.") @Nullable UUID accountId,
      @Schema(description = "Booked date.") @Nullable LocalDate date,
      @Schema(description = "Amount, negative = money out; not 0.") @Nullable Money amount,
      @Schema(description = "Text that names the transaction.") @Nullable @Text(multiLine = true)
          String description,
      @Schema(description = "Category.") @Nullable UUID categoryId,
      @Schema(description = "Merchant, instead of the one that the description names.")
          @Nullable UUID merchantId,
      @Schema(description = "Note.") @Nullable @Text(multiLine = true) String note,
      @Schema(description = "Tags.") @Nullable List<String> tags) {

    /** The part that can be changed later in the same way. */
    private TransactionPatch patch() {
      return new TransactionPatch(
          field(categoryId),
          PatchField.absent(),
          field(merchantId),
          field(note),
          field(tags),
          PatchField.absent(),
          PatchField.absent(),
          PatchField.absent());
    }

    private static <T> PatchField<T> field(@Nullable T value) {
      return value == null ? PatchField.absent() : new PatchField<>(true, Optional.of(value));
    }
  }

  @GetMapping
  @Operation(
      summary = "Transactions, newest first unless sorted otherwise; page with `next`",
      description =
          "`include=totals` adds the number of all transactions that match, and their sums per"
              + " currency.")
  Mono<TransactionPage> list(
      Caller caller,
      @ParameterObject FilterParameters parameters,
      @Parameter(description = "true: what was removed, instead of what counts.")
          @RequestParam(defaultValue = "false")
          boolean removed,
      @Parameter(
              description = "Order of the list; a leading - is descending.",
              schema =
                  @Schema(
                      defaultValue = "-date",
                      allowableValues = {
                        "date",
                        "-date",
                        "amount",
                        "-amount",
                        "description",
                        "-description"
                      }))
          @RequestParam(required = false)
          @Nullable String sort,
      @Parameter(
              description = "totals: the answer has the totals of all pages.",
              schema = @Schema(allowableValues = {"totals"}))
          @RequestParam(required = false)
          @Nullable String include,
      @Parameter(description = "Rows of a page, 1 to 500; 50 if left out.")
          @RequestParam(required = false)
          @Nullable Integer limit,
      @Parameter(description = "`next` of the page before.") @RequestParam(required = false)
          @Nullable String cursor) {
    if (include != null && !include.equals("totals")) {
      throw new Rejection(
          "invalid-parameter", "include: '" + include + "' (expected: totals)", "include");
    }
    TransactionFilter filter = parameters.filter(removed);
    TransactionSort order = TransactionSort.of(sort);
    int size = Cursors.limit(limit);
    return reads.read(
        caller.user(),
        session ->
            queries.page(session, caller.user(), filter, order, size, cursor, include != null));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One transaction, removed or not")
  Mono<ResponseEntity<TransactionResponse>> one(Caller caller, @PathVariable UUID id) {
    return reads
        .read(caller.user(), session -> queries.one(session, caller.user(), id))
        .map(row -> CommandResponse.found(row, row.version()));
  }

  @GetMapping("/{id}/history")
  @Operation(
      summary = "Every event of one transaction, oldest first",
      description = "At most 500 per page; without a limit, the first page has up to 500.")
  Mono<Page<TransactionHistory.TransactionEventResponse>> history(
      Caller caller,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int size = limit == null ? Cursors.MAX_LIMIT : Cursors.limit(limit);
    String query = "history " + caller.user() + " " + id;
    int after = cursor == null ? 0 : Integer.parseInt(cursors.values(query, cursor).getFirst());
    return reads
        .read(caller.user(), session -> history.of(session, caller.user(), id, after, size + 1))
        .map(
            events ->
                cursors.page(
                    query,
                    events,
                    size,
                    last -> List.of(Integer.toString(last.version()), last.eventId().toString())));
  }

  @GetMapping("/{id}/explanation")
  @Operation(
      summary = "Why each field has its value: the events that gave it one, oldest first",
      description = "Replaying just the events of a field's chain comes to its value again.")
  Mono<ExplanationResponse> explanation(Caller caller, @PathVariable UUID id) {
    return reads.read(caller.user(), session -> history.explain(session, caller.user(), id));
  }

  @PostMapping
  @Operation(
      summary = "Enter a transaction by hand",
      description = "With category, merchant, note and tags in the same change, if given.")
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
                                            id, known.id(), entry, caller.at()))
                                    .zipWhen(
                                        _ ->
                                            body.patch()
                                                .commands(
                                                    unit.session(), caller.user(), "", caller.at()))
                                    .map(
                                        commands ->
                                            Stream.concat(
                                                    commands.getT1().stream(),
                                                    commands.getT2().stream())
                                                .toList())))
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
    return FieldChecks.unknownAccount(account, "accountId", "/accountId");
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
