package florin.transactions.transfer;

import static florin.transactions.transfer.TransferCodec.TRANSFERS;
import static florin.transactions.transfer.TransferSettingsCodec.TRANSFER_SETTINGS;

import florin.journal.UnitOfWork;
import florin.journal.database.DatabaseReads;
import florin.journal.stream.Change;
import florin.journal.stream.Rejection;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Page;
import florin.journal.web.Resource;
import florin.journal.web.Resources;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.transfer.TransferEvent.UnmatchReason;
import florin.transactions.transfer.TransferResponse.MatchingResponse;
import florin.transactions.transfer.TransferResponse.SettingsResponse;
import florin.transactions.transfer.TransferResponse.SuggestionResponse;
import florin.transactions.transfer.matching.TransferMatching.Pairing;
import florin.transactions.transfer.matching.TransferSettings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/transfers")
@Tag(name = "Transfers")
class TransferApi {

  private static final String PATH = "/api/transfers";

  /** Pairs that one run over the history matches at most; the next run goes on. */
  private static final int MOST = 5_000;

  private final Resources resources;
  private final ApiCommands commands;
  private final DatabaseReads reads;
  private final Resource<TransferCommand, Transfer, TransferResponse> transfers;

  TransferApi(Resources resources, ApiCommands commands, DatabaseReads reads) {
    this.resources = resources;
    this.commands = commands;
    this.reads = reads;
    this.transfers =
        resources.of(
            TRANSFERS,
            PATH,
            TransferResponse.class,
            TransferResponse::version,
            (session, caller, id) -> TransferQueries.one(session, caller.user(), id));
  }

  /** The two transactions of a transfer, in any order. */
  @Schema(requiredProperties = "transactionIds")
  record CreateTransferRequest(
      @Schema(
              description =
                  "Exactly two: one with an amount below 0 and one with an amount above 0, of two"
                      + " accounts. In one currency the amounts are opposite.")
          @Nullable List<UUID> transactionIds) {}

  /** All of it is needed. */
  @Schema(requiredProperties = {"mode", "windowDays", "threshold"})
  record ReplaceSettingsRequest(
      @Schema(
              description =
                  "`automatic` matches clear pairs and suggests the others, `suggest` suggests all,"
                      + " `off` does neither.",
              allowableValues = {"automatic", "suggest", "off"})
          @Nullable String mode,
      @Schema(description = "0 to 14.") @Nullable Integer windowDays,
      @Schema(description = "50 to 100.") @Nullable Integer threshold) {}

  @GetMapping
  @Operation(summary = "Transfers, the newest first")
  Mono<Page<TransferResponse>> list(
      Caller caller,
      @Parameter(
              description =
                  "`matched` (default), `unmatched` for pairs that were taken apart, or"
                      + " `rejected`.")
          @RequestParam(required = false)
          @Nullable String state,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    String wanted = state == null ? Transfer.Status.MATCHED.code() : state;
    if (!List.of("matched", "unmatched", "rejected").contains(wanted)) {
      throw new Rejection(
          "invalid-parameter",
          "state: '" + wanted + "' (expected: matched, unmatched or rejected)",
          "state");
    }
    return resources.page(
        caller,
        "transfers/" + wanted,
        limit,
        cursor,
        (session, after, rows) -> TransferQueries.list(session, caller.user(), wanted, after, rows),
        TransferQueries::place);
  }

  @GetMapping("/{id}")
  @Operation(summary = "One transfer, matched or not")
  Mono<ResponseEntity<TransferResponse>> one(Caller caller, @PathVariable UUID id) {
    return transfers.show(caller, id);
  }

  @PostMapping
  @Operation(
      summary = "Match two transactions as a transfer",
      description =
          "Also across currencies, which is never done automatically. No amount is changed. 200 if"
              + " the two are matched already.")
  Mono<ResponseEntity<TransferResponse>> create(
      Caller caller, @RequestBody CreateTransferRequest body) {
    List<UUID> ids =
        body.transactionIds() == null
            ? List.of()
            : body.transactionIds().stream().filter(Objects::nonNull).distinct().toList();
    if (ids.size() != 2) {
      throw new Rejection(
          "invalid-request",
          "transactionIds: " + ids.size() + " different ids (expected: 2)",
          "/transactionIds");
    }
    return commands.run(
        caller,
        TransferResponse.class,
        unit -> match(unit, caller, ids.get(0), ids.get(1), "/transactionIds"));
  }

  @DeleteMapping("/{id}")
  @Operation(
      summary = "Take a transfer apart; its transactions stay as they are",
      description = "The pair is neither matched automatically nor suggested again.")
  Mono<ResponseEntity<TransferResponse>> unmatch(Caller caller, @PathVariable UUID id) {
    return transfers.change(
        caller, id, new TransferCommand.Unmatch(UnmatchReason.USER, caller.at()));
  }

  @PostMapping("/match")
  @Operation(
      summary = "Match all clear pairs of the history, as one change",
      description =
          "At most 5,000 pairs at once; a further request goes on. Pairs that are not clear stay"
              + " suggestions.")
  Mono<ResponseEntity<MatchingResponse>> matchAll(Caller caller) {
    Change change = caller.newChange();
    return commands.run(
        caller,
        MatchingResponse.class,
        unit ->
            TransferSettingsView.of(unit.session(), caller.user())
                .doOnNext(TransferApi::demandOn)
                .flatMap(
                    settings ->
                        TransferQueries.found(unit.session(), caller.user(), automatic(settings)))
                .flatMap(found -> matchAll(unit, caller, found, change))
                .map(CommandResponse::ok));
  }

  private static Mono<MatchingResponse> matchAll(
      UnitOfWork unit, Caller caller, TransferQueries.Found found, Change change) {
    List<Pairing> clear = found.automatic().stream().limit(MOST).toList();
    int suggested = (int) found.suggested().stream().filter(pair -> !clear.contains(pair)).count();
    return TransferPairs.matchAll(
            unit,
            caller.user(),
            clear.stream().map(pair -> new TransferPairs.Matching(pair, change)).toList())
        .map(matched -> new MatchingResponse(change.id(), matched, suggested));
  }

  /** The user requested the matching: the mode {@code suggest} does not prevent them. */
  private static TransferSettings automatic(TransferSettings settings) {
    return new TransferSettings(
        TransferSettings.Mode.AUTOMATIC, settings.windowDays(), settings.threshold());
  }

  private static void demandOn(TransferSettings settings) {
    if (settings.mode() == TransferSettings.Mode.OFF) {
      throw new Rejection(
          TransactionsProblem.TRANSFERS_OFF, "mode: 'off' (expected: automatic or suggest)");
    }
  }

  @GetMapping("/suggestions")
  @Operation(summary = "Pairs that may be transfers, with the reasons, the newest first")
  Mono<Page<SuggestionResponse>> suggestions(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return resources.page(
        caller,
        "transfers/suggestions",
        limit,
        cursor,
        (session, after, rows) -> TransferQueries.suggestions(session, caller.user(), after, rows),
        TransferQueries::place);
  }

  @PostMapping("/suggestions/{id}/confirm")
  @Operation(summary = "Match the pair of a suggestion")
  Mono<ResponseEntity<TransferResponse>> confirm(Caller caller, @PathVariable String id) {
    List<UUID> pair = pair(id);
    return commands.run(
        caller,
        TransferResponse.class,
        unit -> match(unit, caller, pair.get(0), pair.get(1), null));
  }

  @PostMapping("/suggestions/{id}/reject")
  @Operation(summary = "Reject the pair of a suggestion: it is never suggested again")
  Mono<ResponseEntity<TransferResponse>> reject(Caller caller, @PathVariable String id) {
    List<UUID> pair = pair(id);
    UUID transfer = Transfer.id(caller.user(), pair.get(0), pair.get(1));
    return commands.run(
        caller,
        TransferResponse.class,
        unit ->
            TransferByHand.of(unit.session(), caller.user(), pair.get(0), pair.get(1), null)
                .flatMap(
                    found -> {
                      if (!found.outgoing().equals(pair.get(0))) {
                        throw TRANSFERS.notFound(transfer);
                      }
                      return decide(
                          unit,
                          caller,
                          transfer,
                          new TransferCommand.Reject(
                              transfer, pair.get(0), pair.get(1), caller.at()));
                    })
                .map(row -> CommandResponse.ok(row, row.version())));
  }

  private Mono<CommandResponse<TransferResponse>> match(
      UnitOfWork unit, Caller caller, UUID one, UUID other, @Nullable String pointer) {
    return TransferByHand.of(unit.session(), caller.user(), one, other, pointer)
        .flatMap(
            match -> {
              UUID id = Transfer.id(caller.user(), match.outgoing(), match.incoming());
              int before = unit.decidedCount();
              return decide(unit, caller, id, new TransferCommand.Match(id, match, caller.at()))
                  .map(
                      row ->
                          unit.decidedCount() == before
                              ? CommandResponse.ok(row, row.version())
                              : CommandResponse.created(row, row.version(), PATH + "/" + id));
            });
  }

  private static Mono<TransferResponse> decide(
      UnitOfWork unit, Caller caller, UUID id, TransferCommand command) {
    return unit.load(TRANSFERS, TRANSFERS.id(caller.user(), id))
        .doOnNext(stream -> caller.decide(unit, TRANSFERS, stream, command))
        .then(unit.project())
        .then(
            Mono.defer(
                () ->
                    TransferRules.check(
                        unit, caller.user(), List.of(TRANSFERS.id(caller.user(), id)))))
        .then(Mono.defer(() -> TransferQueries.one(unit.session(), caller.user(), id)));
  }

  /** The outgoing and the incoming transaction of a suggestion. */
  private static List<UUID> pair(String id) {
    try {
      String[] ids = id.split("_", -1);
      if (ids.length == 2) {
        return List.of(UUID.fromString(ids[0]), UUID.fromString(ids[1]));
      }
    } catch (IllegalArgumentException notAnId) {
      // refused below
    }
    throw new Rejection("not-found", "There is no such suggestion.");
  }

  @GetMapping("/settings")
  @Operation(summary = "How transfers are found")
  Mono<ResponseEntity<SettingsResponse>> settings(Caller caller) {
    return reads
        .read(caller.user(), session -> TransferQueries.settings(session, caller.user()))
        .map(found -> CommandResponse.found(found, found.version()));
  }

  @PutMapping("/settings")
  @Operation(
      summary = "Replace the settings",
      description = "Pairs that are matched already stay matched.")
  Mono<ResponseEntity<SettingsResponse>> replaceSettings(
      Caller caller, @RequestBody ReplaceSettingsRequest body) {
    TransferSettings wanted = settings(body);
    UUID id = TransferSettings.id(caller.user());
    return commands.run(
        caller,
        SettingsResponse.class,
        unit ->
            unit.load(TRANSFER_SETTINGS, TRANSFER_SETTINGS.id(caller.user(), id))
                .doOnNext(
                    stream ->
                        caller.decide(
                            unit,
                            TRANSFER_SETTINGS,
                            stream,
                            new TransferSettings.Change(wanted, caller.at())))
                .then(unit.project())
                .then(Mono.defer(() -> TransferQueries.settings(unit.session(), caller.user())))
                .map(row -> CommandResponse.ok(row, row.version())));
  }

  private static TransferSettings settings(ReplaceSettingsRequest body) {
    String mode = body.mode();
    if (mode == null || !List.of("automatic", "suggest", "off").contains(mode)) {
      throw new Rejection(
          "invalid-request", "mode: '" + mode + "' (expected: automatic, suggest or off)", "/mode");
    }
    return new TransferSettings(
        TransferSettings.Mode.of(mode),
        within(body.windowDays(), "windowDays", 0, TransferSettings.MAX_WINDOW),
        within(
            body.threshold(),
            "threshold",
            TransferSettings.MIN_THRESHOLD,
            TransferSettings.MAX_THRESHOLD));
  }

  private static int within(@Nullable Integer value, String field, int least, int most) {
    if (value == null || value < least || value > most) {
      throw new Rejection(
          "invalid-request",
          field + ": '" + value + "' (expected: " + least + " to " + most + ")",
          "/" + field);
    }
    return value;
  }
}
