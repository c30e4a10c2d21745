package florin.transactions.ledger;

import florin.events.Money;
import florin.journal.Ids;
import florin.journal.Loaded;
import florin.journal.Reads;
import florin.journal.Rejection;
import florin.journal.StreamId;
import florin.journal.UnitOfWork;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.Cursors;
import florin.journal.web.Field;
import florin.journal.web.Page;
import florin.journal.web.Reply;
import florin.transactions.category.SystemCategories;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private static final int LONGEST_NOTE = 2_000;
  private static final int LONGEST_DESCRIPTION = 500;

  private final ApiCommands commands;
  private final Reads reads;
  private final TransactionQueries queries;
  private final TransactionHistory history;

  TransactionApi(
      ApiCommands commands, Reads reads, TransactionQueries queries, TransactionHistory history) {
    this.commands = commands;
    this.reads = reads;
    this.queries = queries;
    this.history = history;
  }

  /** What a user may change; {@code null} clears. */
  record Edit(
      @Schema(
              types = {"string", "null"},
              format = "uuid")
          Field<UUID> categoryId,
      @Schema(types = {"string", "null"}) Field<String> note) {}

  /** A transaction entered by hand; all of it is needed. */
  record Manual(
      @Nullable UUID accountId,
      @Nullable LocalDate date,
      @Nullable Money amount,
      @Nullable String description) {}

  @GetMapping
  @Operation(summary = "Transactions, newest first unless sorted otherwise; page with `next`")
  Mono<Page<TransactionRow>> list(
      Caller caller,
      @RequestParam(required = false) @Nullable List<UUID> accountId,
      @RequestParam(required = false) @Nullable List<UUID> categoryId,
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate to,
      @RequestParam(required = false) @Nullable BigDecimal minAmount,
      @RequestParam(required = false) @Nullable BigDecimal maxAmount,
      @RequestParam(required = false) @Nullable String currency,
      @RequestParam(required = false) @Nullable String direction,
      @RequestParam(required = false) @Nullable Boolean pending,
      @RequestParam(defaultValue = "false") boolean removed,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    TransactionFilter filter =
        new TransactionFilter(
            accountId == null ? List.of() : accountId,
            categoryId == null ? List.of() : categoryId,
            from,
            to,
            minAmount,
            maxAmount,
            currency,
            direction,
            pending,
            removed);
    Sort order = Sort.of(sort);
    int size = Cursors.limit(limit);
    return reads.as(
        caller.user(),
        session -> queries.page(session, caller.user(), filter, order, size, cursor));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One transaction, removed or not")
  Mono<ResponseEntity<TransactionRow>> one(Caller caller, @PathVariable UUID id) {
    return reads
        .as(caller.user(), session -> queries.one(session, caller.user(), id))
        .map(row -> ResponseEntity.ok().eTag("\"" + row.version() + "\"").body(row));
  }

  @GetMapping("/{id}/history")
  @Operation(summary = "Every event of one transaction, oldest first")
  Mono<Page<TransactionHistory.Step>> history(Caller caller, @PathVariable UUID id) {
    return reads.as(caller.user(), session -> history.of(session, caller.user(), id));
  }

  @PostMapping
  @Operation(summary = "Enter a transaction by hand")
  Mono<ResponseEntity<TransactionRow>> enter(Caller caller, @RequestBody Manual body) {
    UUID id = Ids.next();
    UUID account = needed(body.accountId(), "accountId", "the id of an account");
    Entry.ManualEntry entry =
        new Entry.ManualEntry(
            needed(body.amount(), "amount", "{\"amount\":\"-12.34\",\"currency\":\"USD\"}"),
            needed(body.date(), "date", "a date such as 2026-01-31"),
            described(body.description()));
    return commands.run(
        caller,
        TransactionRow.class,
        unit ->
            queries
                .currency(unit.session(), caller.user(), account)
                .switchIfEmpty(Mono.error(() -> unknownAccount(account)))
                .doOnNext(currency -> demandCurrency(currency, entry.amount()))
                .then(
                    decide(
                        unit,
                        caller,
                        id,
                        List.of(
                            new TransactionCommand.RecordByHand(id, account, entry, caller.at()))))
                .map(row -> Reply.created(row, row.version(), "/api/transactions/" + id)));
  }

  @PatchMapping("/{id}")
  @Operation(
      summary = "Change what you say about a transaction; the bank's own values stay as they are")
  Mono<ResponseEntity<TransactionRow>> edit(
      Caller caller, @PathVariable UUID id, @RequestBody Edit body) {
    List<TransactionCommand> wanted = new ArrayList<>();
    if (body.categoryId().present()) {
      wanted.add(
          new TransactionCommand.Categorise(category(body.categoryId().value()), caller.at()));
    }
    if (body.note().present()) {
      wanted.add(new TransactionCommand.Note(noted(body.note().value()), caller.at()));
    }
    return change(caller, id, wanted);
  }

  @DeleteMapping("/{id}")
  @Operation(summary = "Remove a transaction; it stays restorable and keeps its history")
  Mono<ResponseEntity<TransactionRow>> remove(Caller caller, @PathVariable UUID id) {
    return change(caller, id, List.of(new TransactionCommand.Remove(caller.at())));
  }

  @PostMapping("/{id}/restore")
  @Operation(summary = "Bring back what you removed")
  Mono<ResponseEntity<TransactionRow>> restore(Caller caller, @PathVariable UUID id) {
    return change(caller, id, List.of(new TransactionCommand.Restore(caller.at())));
  }

  private Mono<ResponseEntity<TransactionRow>> change(
      Caller caller, UUID id, List<TransactionCommand> wanted) {
    return commands.run(
        caller,
        TransactionRow.class,
        unit -> decide(unit, caller, id, wanted).map(row -> Reply.ok(row, row.version())));
  }

  /**
   * Decides in order, under the version the client has seen, and reads the row that comes of it.
   */
  private Mono<TransactionRow> decide(
      UnitOfWork unit, Caller caller, UUID id, List<TransactionCommand> wanted) {
    return unit.load(Transaction.DECIDER, new StreamId(caller.user(), Transaction.STREAM, id))
        .doOnNext(loaded -> decide(unit, caller, loaded, wanted))
        .then(unit.project())
        .then(Mono.defer(() -> queries.one(unit.session(), caller.user(), id)));
  }

  private static void decide(
      UnitOfWork unit, Caller caller, Loaded<Transaction> found, List<TransactionCommand> wanted) {
    if (found.exists()) {
      caller.demand(found.userVersion());
    }
    Loaded<Transaction> current = found;
    var change = caller.change();
    for (TransactionCommand command : wanted) {
      current = unit.decide(Transaction.DECIDER, current, command, change);
    }
  }

  private static Optional<UUID> category(Optional<UUID> id) {
    id.ifPresent(
        given -> {
          if (SystemCategories.find(given).isEmpty()) {
            throw new Rejection(
                "category-unknown",
                "categoryId: '" + given + "' (expected: one of /api/categories)",
                "/categoryId");
          }
        });
    return id;
  }

  /** An empty note is no note. */
  private static Optional<String> noted(Optional<String> note) {
    Optional<String> given = note.map(String::strip).filter(text -> !text.isEmpty());
    if (given.filter(text -> text.length() > LONGEST_NOTE || text.indexOf('\0') >= 0).isPresent()) {
      throw new Rejection(
          "rejected",
          "note: not storable (expected: at most " + LONGEST_NOTE + " characters, no NUL)",
          "/note");
    }
    return given;
  }

  private static String described(@Nullable String description) {
    if (description == null
        || description.isBlank()
        || description.length() > LONGEST_DESCRIPTION
        || description.indexOf('\0') >= 0) {
      throw new Rejection(
          "rejected",
          "description: not usable (expected: 1 to " + LONGEST_DESCRIPTION + " characters, no NUL)",
          "/description");
    }
    return description.strip();
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
          "rejected",
          "amount: in "
              + amount.currency()
              + " (expected: the account's currency, "
              + currency
              + ")",
          "/amount/currency");
    }
    if (!amount.fitsItsCurrency()) {
      throw new Rejection(
          "rejected",
          "amount: '"
              + amount.amount()
              + "' (expected: no more decimals than "
              + currency
              + " has)",
          "/amount/amount");
    }
  }
}
