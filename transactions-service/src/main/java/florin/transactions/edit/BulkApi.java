package florin.transactions.edit;

import florin.journal.UnitOfWork;
import florin.journal.stream.Change;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamId;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.transactions.filter.FilterParameters;
import florin.transactions.filter.TagNames;
import florin.transactions.filter.TransactionFilter;
import florin.transactions.list.TransactionQueries;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.transaction.Transaction;
import florin.transactions.transaction.TransactionCommand;
import florin.transactions.transfer.TransferPairs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/transactions/bulk")
@Tag(name = "Transactions")
class BulkApi {

  /** As many as one transaction of the intake takes. */
  static final int MOST = 5_000;

  private final ApiCommands commands;
  private final TransactionQueries queries;

  BulkApi(ApiCommands commands, TransactionQueries queries) {
    this.commands = commands;
    this.queries = queries;
  }

  private static TransactionFilter filter(FilterParameters parameters) {
    try {
      return parameters.filter(false);
    } catch (Rejection refused) {
      throw new Rejection(
          "invalid-request", refused.detail(), "/filter/" + refused.pointer().orElse(""));
    }
  }

  /**
   * An edit of many.
   *
   * @param ids or else a filter or edits, exactly one of them
   * @param filter the filters of the list, by the same names and with the same meaning
   * @param set as of a single transaction
   * @param addTags beside those that are there
   * @param edits values of each transaction of its own, instead of those of all
   */
  record BulkEditRequest(
      @Nullable List<UUID> ids,
      @Nullable FilterParameters filter,
      @Nullable TransactionPatch set,
      @Nullable List<String> addTags,
      @Nullable List<String> removeTags,
      @Nullable @Schema(description = "Values of each transaction, instead of equal ones of all.")
          List<TransactionEdit> edits) {}

  /** Values of one transaction. */
  @Schema(requiredProperties = {"id", "set"})
  record TransactionEdit(
      @Schema(description = "The transaction.") @Nullable UUID id,
      @Schema(description = "Its values, as of a single transaction.")
          @Nullable TransactionPatch set) {}

  /**
   * The result of the change.
   *
   * @param changeId to take all of it back at once
   * @param matched how many were meant
   * @param changed how many were not so already
   * @param results of each transaction, in the order of the ids
   */
  record BulkEditResponse(UUID changeId, int matched, int changed, List<BulkResult> results) {}

  /** The result of the change for one transaction. */
  record BulkResult(
      @Schema(description = "The transaction.") UUID id,
      @Schema(
              description = "unchanged: it had all of these values already.",
              allowableValues = {"changed", "unchanged"})
          String outcome) {}

  @PostMapping
  @Operation(
      summary = "Edit many transactions as one change",
      description =
          "All of it or nothing: at most 5,000, named by `ids` or by `filter`, which all get the"
              + " same values; or by `edits`, where each has its own.")
  Mono<ResponseEntity<BulkEditResponse>> edit(Caller caller, @RequestBody BulkEditRequest body) {
    if (body.edits() != null) {
      return ownEdits(caller, body);
    }
    if ((body.ids() == null) == (body.filter() == null)) {
      throw new Rejection(
          "invalid-request", "ids, filter: (expected: exactly one of them)", "/ids");
    }
    Change change = caller.newChange();
    return commands.run(
        caller,
        BulkEditResponse.class,
        unit ->
            commandsOf(unit, caller, body)
                .zipWhen(_ -> matchingIds(unit, caller, body))
                .flatMap(
                    found ->
                        decide(unit, caller, found.getT2(), found.getT1(), change)
                            .flatMap(
                                done ->
                                    follow(unit, caller, found.getT2(), found.getT1())
                                        .thenReturn(done)))
                .map(CommandResponse::ok));
  }

  private Mono<ResponseEntity<BulkEditResponse>> ownEdits(Caller caller, BulkEditRequest body) {
    Map<UUID, TransactionPatch> patches = patches(body);
    List<UUID> ids = List.copyOf(patches.keySet());
    Change change = caller.newChange();
    return commands.run(
        caller,
        BulkEditResponse.class,
        unit ->
            TransactionPatch.commands(
                    unit.session(),
                    caller.user(),
                    List.copyOf(patches.values()),
                    "/edits",
                    caller.at())
                .flatMap(
                    wanted ->
                        decide(unit, caller, ids, wanted::get, change)
                            .flatMap(
                                done ->
                                    follow(
                                            unit,
                                            caller,
                                            ids,
                                            wanted.stream().flatMap(List::stream).toList())
                                        .thenReturn(done)))
                .map(CommandResponse::ok));
  }

  /** Transfers and recurring series follow the edits of their rows. */
  private static Mono<Void> follow(
      UnitOfWork unit, Caller caller, List<UUID> ids, List<TransactionCommand> decided) {
    return TransferPairs.follow(unit)
        .then(
            Mono.defer(
                () ->
                    TransactionCommandRunner.detect(unit, caller, streams(caller, ids), decided)));
  }

  private static Map<UUID, TransactionPatch> patches(BulkEditRequest body) {
    if (body.ids() != null
        || body.filter() != null
        || body.set() != null
        || body.addTags() != null
        || body.removeTags() != null) {
      throw new Rejection(
          "invalid-request",
          "edits: beside ids, filter, set, addTags or removeTags (expected: edits alone)",
          "/edits");
    }
    List<TransactionEdit> edits = Objects.requireNonNull(body.edits());
    if (edits.size() > MOST) {
      throw new Rejection(
          TransactionsProblem.TOO_MANY_TRANSACTIONS,
          "edits: %d (expected: at most %d)".formatted(edits.size(), MOST),
          "/edits");
    }
    Map<UUID, TransactionPatch> patches = new LinkedHashMap<>();
    for (int i = 0; i < edits.size(); i++) {
      TransactionEdit edit = edits.get(i);
      if (edit == null || edit.id() == null || edit.set() == null) {
        throw new Rejection(
            "invalid-request",
            "edits[%d]: without id or set (expected: both)".formatted(i),
            "/edits/" + i);
      }
      if (patches.put(edit.id(), edit.set()) != null) {
        throw new Rejection(
            "invalid-request",
            "edits[%d].id: '%s' is there twice (expected: each once)".formatted(i, edit.id()),
            "/edits/" + i + "/id");
      }
    }
    return patches;
  }

  private static Mono<List<TransactionCommand>> commandsOf(
      UnitOfWork unit, Caller caller, BulkEditRequest body) {
    Mono<List<TransactionCommand>> set =
        body.set() == null
            ? Mono.just(List.of())
            : body.set().commands(unit.session(), caller.user(), "/set", caller.at());
    Set<String> added =
        TransactionPatch.normalisedTags(Objects.requireNonNullElse(body.addTags(), List.of()));
    Set<String> removed =
        TransactionPatch.normalisedTags(Objects.requireNonNullElse(body.removeTags(), List.of()));
    return set.zipWhen(_ -> TagNames.meant(unit.session(), caller.user(), added))
        .map(
            found -> {
              List<TransactionCommand> wanted = new ArrayList<>(found.getT1());
              // One command for all tags: one that is set and removed leaves no event.
              boolean exact = wanted.stream().anyMatch(TransactionCommand.TagAs.class::isInstance);
              if (exact) {
                wanted.replaceAll(
                    one ->
                        one instanceof TransactionCommand.TagAs all
                            ? all.retagged(found.getT2(), removed)
                            : one);
              } else if (body.addTags() != null || body.removeTags() != null) {
                wanted.add(new TransactionCommand.Retag(found.getT2(), removed, caller.at()));
              }
              if (wanted.isEmpty()) {
                throw new Rejection(
                    "invalid-request", "set: missing (expected: what to change)", "/set");
              }
              return wanted;
            });
  }

  private Mono<List<UUID>> matchingIds(UnitOfWork unit, Caller caller, BulkEditRequest body) {
    Mono<List<UUID>> meant =
        body.filter() != null
            ? queries.ids(unit.session(), caller.user(), filter(body.filter()), MOST)
            : Mono.just(
                Objects.requireNonNull(body.ids()).stream()
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList());
    return meant.doOnNext(
        ids -> {
          if (ids.size() > MOST) {
            throw new Rejection(
                TransactionsProblem.TOO_MANY_TRANSACTIONS,
                "more than " + MOST + " transactions (expected: fewer; narrow the filter)",
                body.filter() == null ? "/ids" : "/filter");
          }
        });
  }

  static Mono<BulkEditResponse> decide(
      UnitOfWork unit,
      Caller caller,
      List<UUID> ids,
      List<TransactionCommand> wanted,
      Change change) {
    return decide(unit, caller, ids, _ -> wanted, change);
  }

  /**
   * @param wanted of the transaction at a place in the list
   */
  private static Mono<BulkEditResponse> decide(
      UnitOfWork unit,
      Caller caller,
      List<UUID> ids,
      IntFunction<List<TransactionCommand>> wanted,
      Change change) {
    List<StreamId> streams = streams(caller, ids);
    return unit.loadAll(Transaction.DECIDER, streams)
        .map(
            found -> {
              HashSet<UUID> changed = new HashSet<>();
              for (int place = 0; place < streams.size(); place++) {
                StreamId stream = streams.get(place);
                int before = unit.decidedCount();
                TransactionCommandRunner.decide(
                    unit, Objects.requireNonNull(found.get(stream)), wanted.apply(place), change);
                if (unit.decidedCount() > before) {
                  changed.add(stream.id());
                }
              }
              return new BulkEditResponse(
                  change.id(),
                  ids.size(),
                  changed.size(),
                  ids.stream()
                      .map(id -> new BulkResult(id, changed.contains(id) ? "changed" : "unchanged"))
                      .toList());
            });
  }

  private static List<StreamId> streams(Caller caller, List<UUID> ids) {
    return ids.stream().map(id -> new StreamId(caller.user(), Transaction.STREAM, id)).toList();
  }
}
