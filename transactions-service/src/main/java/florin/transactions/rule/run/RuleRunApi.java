package florin.transactions.rule.run;

import florin.journal.Commands;
import florin.journal.database.DatabaseReads;
import florin.journal.database.Session;
import florin.journal.stream.Change;
import florin.journal.stream.Rejection;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Cursors;
import florin.transactions.list.TransactionQueries;
import florin.transactions.projection.TransactionRows;
import florin.transactions.rule.RuleBody;
import florin.transactions.rule.RuleIds;
import florin.transactions.rule.definition.RuleDefinition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/rules")
@Tag(name = "Rules")
class RuleRunApi {

  private static final String PREVIEW =
      "Exactly the transactions and values that `apply` would change. A field that the user set is"
          + " never among them. The counts are those of the first page.";
  private static final String APPLY =
      "One change, which can be undone as a whole; a second run changes nothing. A value that the"
          + " user set stays, and so does a value of a rule that no longer matches.";
  private static final String LIMIT = "How many items a page has: 1 to 500, by default 50";
  private static final String CURSOR = "The field next of the page before";

  private final ApiCommands api;
  private final Commands commands;
  private final DatabaseReads reads;
  private final Cursors cursors;
  private final TransactionQueries transactions;

  RuleRunApi(
      ApiCommands api,
      Commands commands,
      DatabaseReads reads,
      Cursors cursors,
      TransactionQueries transactions) {
    this.api = api;
    this.commands = commands;
    this.reads = reads;
    this.cursors = cursors;
    this.transactions = transactions;
  }

  /** The result of a run. */
  record RuleRunResponse(
      @Nullable @Schema(description = "The change, which can be undone; null if nothing changed")
          UUID changeId,
      @Schema(description = "How many transactions matched") int matched,
      @Schema(description = "How many transactions changed") int changed) {}

  @Schema(requiredProperties = {"transactionId", "field"})
  record ProposeRuleRequest(
      @Nullable @Schema(description = "The transaction; needed") UUID transactionId,
      @Nullable
          @Schema(
              allowableValues = {
                "categoryId",
                "merchantId",
                "description",
                "note",
                "tags",
                "excluded"
              },
              description = "The field that the rule sets; needed")
          String field) {}

  @GetMapping("/preview")
  @Operation(summary = "Preview a run of all enabled rules", description = PREVIEW)
  Mono<RulePreviewResponse> previewAll(
      Caller caller,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor) {
    return reads.read(
        caller.user(),
        page(caller, limit, cursor, session -> RuleSelection.all(session, caller.user())));
  }

  @PostMapping("/preview")
  @Operation(
      summary = "Preview a rule that is not stored, as if it came after the others",
      description = PREVIEW)
  Mono<ResponseEntity<RulePreviewResponse>> previewUnsaved(
      Caller caller,
      @RequestBody RuleBody body,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor) {
    RuleDefinition definition = body.parsedUnnamed();
    Function<Session, Mono<RulePreviewResponse>> page =
        page(
            caller,
            limit,
            cursor,
            session ->
                RuleIds.resolved(session, caller.user(), definition)
                    .flatMap(resolved -> RuleSelection.unsaved(session, caller.user(), resolved)));
    return posted(caller, RulePreviewResponse.class, page);
  }

  @GetMapping("/{id}/preview")
  @Operation(summary = "Preview a run of one rule, enabled or not", description = PREVIEW)
  Mono<RulePreviewResponse> preview(
      Caller caller,
      @PathVariable UUID id,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor) {
    return reads.read(caller.user(), page(caller, limit, cursor, one(caller, id)));
  }

  @PostMapping("/{id}/preview")
  @Operation(summary = "The same as GET", description = PREVIEW)
  Mono<ResponseEntity<RulePreviewResponse>> previewAgain(
      Caller caller,
      @PathVariable UUID id,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor) {
    return posted(caller, RulePreviewResponse.class, page(caller, limit, cursor, one(caller, id)));
  }

  private static Function<Session, Mono<RuleSelection>> one(Caller caller, UUID id) {
    return session -> RuleSelection.one(session, caller.user(), id, _ -> {});
  }

  private Function<Session, Mono<RulePreviewResponse>> page(
      Caller caller,
      @Nullable Integer limit,
      @Nullable String cursor,
      Function<Session, Mono<RuleSelection>> selection) {
    int size = Cursors.limit(limit);
    return session ->
        selection
            .apply(session)
            .flatMap(
                rules -> RulePreview.page(session, cursors, rules, caller.user(), size, cursor));
  }

  /** A POST that writes nothing: with an Idempotency-Key its response is stored all the same. */
  private <T> Mono<ResponseEntity<T>> posted(
      Caller caller, Class<T> type, Function<Session, Mono<T>> query) {
    return caller.idempotency().isPresent()
        ? api.run(caller, type, unit -> query.apply(unit.session()).map(CommandResponse::ok))
        : reads.read(caller.user(), query).map(ResponseEntity::ok);
  }

  @PostMapping("/apply")
  @Operation(summary = "Apply all enabled rules to all transactions", description = APPLY)
  Mono<ResponseEntity<RuleRunResponse>> applyAll(Caller caller) {
    return apply(caller, session -> RuleSelection.all(session, caller.user()));
  }

  @PostMapping("/{id}/apply")
  @Operation(
      summary = "Apply one rule to all transactions, enabled or not",
      description =
          APPLY
              + " The other enabled rules are evaluated in their order as well, but only the values"
              + " of this rule are set, where no later rule sets the field.")
  Mono<ResponseEntity<RuleRunResponse>> applyOne(Caller caller, @PathVariable UUID id) {
    return apply(
        caller, session -> RuleSelection.one(session, caller.user(), id, caller::demandVersion));
  }

  private Mono<ResponseEntity<RuleRunResponse>> apply(
      Caller caller, Function<Session, Mono<RuleSelection>> selection) {
    Change change = caller.newChange();
    return api.runLeased(
        caller,
        RuleRunResponse.class,
        reads.read(caller.user(), selection).flatMap(rules -> RuleRun.run(commands, rules, change)),
        (_, counts) ->
            Mono.just(
                CommandResponse.ok(
                    new RuleRunResponse(
                        counts.changed() == 0 ? null : change.id(),
                        counts.matched(),
                        counts.changed()))));
  }

  @PostMapping("/proposal")
  @Operation(
      summary = "Propose a rule that sets a field as a transaction has it",
      description =
          "For transactions of the same merchant, or whose text begins alike. Nothing is stored:"
              + " preview the proposal, and create it with POST /api/rules.")
  Mono<ResponseEntity<RuleBody>> propose(Caller caller, @RequestBody ProposeRuleRequest body) {
    UUID id = body.transactionId();
    String field = body.field();
    if (id == null || field == null) {
      String missing = id == null ? "transactionId" : "field";
      throw new Rejection(
          "invalid-request", missing + ": missing (expected: a value)", "/" + missing);
    }
    return posted(
        caller,
        RuleBody.class,
        session ->
            transactions
                .one(session, caller.user(), id)
                .zipWhen(_ -> TransactionRows.one(session, caller.user(), id))
                .map(
                    found ->
                        RuleBody.of(
                            RuleProposal.of(
                                found.getT1(), found.getT2().said().description(), field))));
  }
}
