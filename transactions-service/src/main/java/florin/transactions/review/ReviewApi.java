package florin.transactions.review;

import static florin.transactions.review.DuplicateCodec.DUPLICATES;

import florin.journal.UnitOfWork;
import florin.journal.database.DatabaseReads;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Page;
import florin.journal.web.Resources;
import florin.transactions.review.ReviewQueries.Kind;
import florin.transactions.review.ReviewResponse.DismissalResponse;
import florin.transactions.review.ReviewResponse.DuplicateResponse;
import florin.transactions.review.ReviewResponse.ReviewedTransactionResponse;
import florin.transactions.review.ReviewResponse.UncategorisedResponse;
import florin.transactions.transfer.TransferQueries;
import florin.transactions.transfer.TransferResponse.SuggestionResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/review")
@Tag(
    name = "Review",
    description =
        "Items of transactions that need a decision of the user. Connections that need attention"
            + " are listed by GET /api/connections.")
class ReviewApi {

  private static final String LIMIT = "How many items a page has: 1 to 500, by default 50";
  private static final String CURSOR = "The field next of the page before";

  private final Resources resources;
  private final ApiCommands commands;
  private final DatabaseReads reads;

  ReviewApi(Resources resources, ApiCommands commands, DatabaseReads reads) {
    this.resources = resources;
    this.commands = commands;
    this.reads = reads;
  }

  @GetMapping
  @Operation(
      summary = "The number of items of each kind",
      description =
          "Each kind has a list under this path. The number of connections that need attention is"
              + " not included: it follows from GET /api/connections.")
  Mono<ReviewResponse> counts(Caller caller) {
    UUID user = caller.user();
    return reads.read(
        user,
        session ->
            UncategorisedQueries.count(session, user)
                .flatMap(
                    uncategorised ->
                        TransferQueries.suggestionCount(session, user)
                            .flatMap(
                                transfers ->
                                    DuplicateQueries.pairs(session, user)
                                        .flatMap(
                                            duplicates ->
                                                ReviewQueries.count(
                                                        session,
                                                        user,
                                                        Kind.STALE_PENDING,
                                                        caller.at())
                                                    .zipWhen(
                                                        _ ->
                                                            ReviewQueries.count(
                                                                session,
                                                                user,
                                                                Kind.UNBALANCED_SPLIT,
                                                                caller.at()))
                                                    .map(
                                                        rows ->
                                                            new ReviewResponse(
                                                                uncategorised,
                                                                transfers,
                                                                duplicates.size(),
                                                                rows.getT1(),
                                                                rows.getT2()))))));
  }

  @GetMapping("/uncategorised")
  @Operation(
      summary = "Transactions without category, by merchant",
      description =
          "The merchant with most of them first. Transfers, excluded transactions and those of"
              + " hidden accounts are left out.")
  Mono<Page<UncategorisedResponse>> uncategorised(
      Caller caller,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor) {
    return resources.page(
        caller,
        "review/uncategorised",
        limit,
        cursor,
        (session, after, rows) -> UncategorisedQueries.list(session, caller.user(), after, rows),
        UncategorisedQueries::place);
  }

  @GetMapping("/transfers")
  @Operation(
      summary = "Pairs that may be transfers, the newest first",
      description =
          "The same as GET /api/transfers/suggestions. Confirm a pair with POST"
              + " /api/transfers/suggestions/{id}/confirm, reject it with"
              + " /api/transfers/suggestions/{id}/reject.")
  Mono<Page<SuggestionResponse>> transfers(
      Caller caller,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor) {
    return resources.page(
        caller,
        "review/transfers",
        limit,
        cursor,
        (session, after, rows) -> TransferQueries.suggestions(session, caller.user(), after, rows),
        TransferQueries::place);
  }

  @GetMapping("/duplicates")
  @Operation(
      summary = "Pairs of transactions that may be one, the newest first",
      description =
          "Two transactions of one account and amount, at most 3 days apart, with alike texts, at"
              + " least one of them imported or entered by hand. Merged accounts count as one. Two"
              + " transactions of one imported file are no pair: a file lists no transaction twice."
              + " Remove one of them with DELETE /api/transactions/{id}, or dismiss the pair.")
  Mono<Page<DuplicateResponse>> duplicates(
      Caller caller,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor) {
    return resources.page(
        caller,
        "review/duplicates",
        limit,
        cursor,
        (session, after, rows) -> DuplicateQueries.list(session, caller.user(), after, rows),
        DuplicateQueries::place);
  }

  @PostMapping("/duplicates/{id}/dismiss")
  @Operation(
      summary = "State that two transactions are not duplicates",
      description = "The pair is not shown again. The change can be undone.")
  Mono<ResponseEntity<DismissalResponse>> dismiss(
      Caller caller, @Parameter(description = "The field id of the pair") @PathVariable String id) {
    List<UUID> pair = pair(id);
    UUID duplicate = Duplicate.id(caller.user(), pair.get(0), pair.get(1));
    return commands.run(
        caller,
        DismissalResponse.class,
        unit ->
            DuplicateQueries.known(unit.session(), caller.user(), Set.copyOf(pair))
                .filter(known -> known)
                .switchIfEmpty(Mono.error(() -> DUPLICATES.notFound(duplicate)))
                .flatMap(_ -> dismiss(unit, caller, duplicate, pair)));
  }

  private static Mono<CommandResponse<DismissalResponse>> dismiss(
      UnitOfWork unit, Caller caller, UUID duplicate, List<UUID> pair) {
    return unit.load(DUPLICATES, DUPLICATES.id(caller.user(), duplicate))
        .doOnNext(
            stream ->
                caller.decide(
                    unit,
                    DUPLICATES,
                    stream,
                    new DuplicateCommand.Dismiss(duplicate, pair.get(0), pair.get(1), caller.at())))
        .then(unit.project())
        .then(Mono.defer(() -> DuplicateQueries.one(unit.session(), caller.user(), duplicate)))
        .map(row -> CommandResponse.ok(row, row.version()));
  }

  /** The two transactions of a pair, in the order of their ids. */
  private static List<UUID> pair(String id) {
    String[] ids = id.split("_", -1);
    if (ids.length == 2) {
      try {
        UUID one = UUID.fromString(ids[0]);
        UUID other = UUID.fromString(ids[1]);
        if (!one.equals(other)) {
          return Duplicate.ordered(one, other);
        }
      } catch (IllegalArgumentException notAnId) {
        // refused below
      }
    }
    throw DUPLICATES.notFound(new UUID(0, 0));
  }

  @GetMapping("/stale-pendings")
  @Operation(
      summary = "Transactions that have been pending for more than 14 days, the newest first",
      description = "The bank should have booked or removed them by then.")
  Mono<Page<ReviewedTransactionResponse>> stalePendings(
      Caller caller,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor) {
    return transactions(caller, "review/stale-pendings", Kind.STALE_PENDING, limit, cursor);
  }

  @GetMapping("/unbalanced-splits")
  @Operation(
      summary = "Split transactions whose parts do not add up, the newest first",
      description = "The amount was changed by the bank after the transaction was split.")
  Mono<Page<ReviewedTransactionResponse>> unbalancedSplits(
      Caller caller,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor) {
    return transactions(caller, "review/unbalanced-splits", Kind.UNBALANCED_SPLIT, limit, cursor);
  }

  private Mono<Page<ReviewedTransactionResponse>> transactions(
      Caller caller, String list, Kind kind, @Nullable Integer limit, @Nullable String cursor) {
    return resources.page(
        caller,
        list,
        limit,
        cursor,
        (session, after, rows) ->
            ReviewQueries.list(session, caller.user(), kind, caller.at(), after, rows),
        ReviewQueries::place);
  }
}
