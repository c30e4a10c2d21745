package florin.transactions.edit;

import florin.journal.UnitOfWork;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.StreamId;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.transactions.filter.DuplicateRows;
import florin.transactions.list.TransactionQueries;
import florin.transactions.list.TransactionResponse;
import florin.transactions.recurring.detection.SeriesDetection;
import florin.transactions.transaction.Transaction;
import florin.transactions.transaction.TransactionCommand;
import florin.transactions.transfer.TransferPairs;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** One user's commands on one transaction, and the row that comes of them. */
@Component
class TransactionCommandRunner {

  private final ApiCommands commands;
  private final TransactionQueries queries;

  TransactionCommandRunner(ApiCommands commands, TransactionQueries queries) {
    this.commands = commands;
    this.queries = queries;
  }

  Mono<ResponseEntity<TransactionResponse>> run(
      Caller caller, UUID id, List<TransactionCommand> wanted) {
    return run(caller, id, _ -> Mono.just(wanted));
  }

  /**
   * @param wanted finds the commands, which may depend on other rows of the user
   */
  Mono<ResponseEntity<TransactionResponse>> run(
      Caller caller, UUID id, Function<UnitOfWork, Mono<List<TransactionCommand>>> wanted) {
    return commands.run(
        caller,
        TransactionResponse.class,
        unit ->
            decide(unit, caller, id, wanted).map(row -> CommandResponse.ok(row, row.version())));
  }

  /**
   * Decides in order, under the version the client has seen, and reads the row that comes of it.
   */
  Mono<TransactionResponse> decide(
      UnitOfWork unit,
      Caller caller,
      UUID id,
      Function<UnitOfWork, Mono<List<TransactionCommand>>> wanted) {
    return decide(unit, caller, caller.newChange(), id, wanted);
  }

  private Mono<TransactionResponse> decide(
      UnitOfWork unit,
      Caller caller,
      Change change,
      UUID id,
      Function<UnitOfWork, Mono<List<TransactionCommand>>> wanted) {
    return unit.load(Transaction.DECIDER, new StreamId(caller.user(), Transaction.STREAM, id))
        .zipWhen(_ -> wanted.apply(unit))
        .doOnNext(
            found -> {
              if (found.getT1().exists()) {
                caller.demandVersion(found.getT1().userVersion());
              }
              decide(unit, found.getT1(), found.getT2(), change);
            })
        .flatMap(
            found ->
                unit.project()
                    .then(Mono.defer(() -> TransferPairs.follow(unit)))
                    .then(detect(unit, caller, List.of(found.getT1().stream()), found.getT2())))
        .then(Mono.defer(() -> queries.one(unit.session(), caller.user(), id)));
  }

  /** Recurring series follow edits of what they consist of. */
  static Mono<Void> detect(
      UnitOfWork unit, Caller caller, List<StreamId> rows, List<TransactionCommand> decided) {
    return decided.stream().anyMatch(TransactionCommandRunner::movesMoney)
        ? SeriesDetection.after(unit, Change.by(Actor.SYSTEM, caller.user(), caller.at()), rows)
        : Mono.empty();
  }

  private static boolean movesMoney(TransactionCommand command) {
    return command instanceof TransactionCommand.RecordByHand
        || command instanceof TransactionCommand.Correct
        || command instanceof TransactionCommand.Exclude
        || command instanceof TransactionCommand.Remove
        || command instanceof TransactionCommand.Restore;
  }

  /**
   * Commands on one row and, in the same change, on the rows of merged accounts that are the same.
   */
  Mono<ResponseEntity<TransactionResponse>> runWithTwins(
      Caller caller, UUID id, List<TransactionCommand> wanted) {
    Change change = caller.newChange();
    return commands.run(
        caller,
        TransactionResponse.class,
        unit ->
            decide(
                    unit,
                    caller,
                    change,
                    id,
                    _ -> twins(unit, change, id, wanted).thenReturn(wanted))
                .map(row -> CommandResponse.ok(row, row.version())));
  }

  private static Mono<Void> twins(
      UnitOfWork unit, Change change, UUID id, List<TransactionCommand> wanted) {
    return DuplicateRows.others(unit.session(), change.user(), id)
        .map(
            ids ->
                ids.stream()
                    .map(twin -> new StreamId(change.user(), Transaction.STREAM, twin))
                    .toList())
        .flatMap(streams -> unit.loadAll(Transaction.DECIDER, streams))
        .doOnNext(twins -> twins.values().forEach(twin -> decide(unit, twin, wanted, change)))
        .then();
  }

  static void decide(
      UnitOfWork unit,
      LoadedStream<Transaction> found,
      List<TransactionCommand> wanted,
      Change change) {
    LoadedStream<Transaction> current = found;
    for (TransactionCommand command : wanted) {
      current = unit.decide(Transaction.DECIDER, current, command, change);
    }
  }
}
