package florin.transactions.rule.run;

import florin.journal.Commands;
import florin.journal.UnitOfWork;
import florin.journal.stream.Change;
import florin.journal.stream.StreamId;
import florin.transactions.projection.TransactionRows;
import florin.transactions.projection.TransactionRows.Place;
import florin.transactions.projection.TransactionRows.StoredTransaction;
import florin.transactions.rule.evaluation.RuleAssignments;
import florin.transactions.rule.evaluation.RuleEvaluator.Evaluation;
import florin.transactions.transaction.Transaction;
import florin.transactions.transaction.TransactionCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * A run of rules over the history of a user, as one change. Each part of it is a transaction of its
 * own, so that memory and locks are bounded; an interrupted run is completed by the next one, which
 * finds the rest.
 */
final class RuleRun {

  private static final int ROWS = 2_000;

  private final Commands commands;
  private final RuleSelection selection;
  private final Change change;
  private Optional<Place> place = Optional.empty();
  private int matched;
  private int changed;
  private boolean finished;

  private RuleRun(Commands commands, RuleSelection selection, Change change) {
    this.commands = commands;
    this.selection = selection;
    this.change = change;
  }

  /** The number of transactions that matched, and of those that changed. */
  record RunCounts(int matched, int changed) {}

  static Mono<RunCounts> run(Commands commands, RuleSelection selection, Change change) {
    RuleRun run = new RuleRun(commands, selection, change);
    return Mono.defer(run::part)
        .repeat(() -> !run.finished)
        .then(Mono.fromSupplier(() -> new RunCounts(run.matched, run.changed)));
  }

  private Mono<Void> part() {
    return commands
        .run(
            change.user(),
            unit ->
                TransactionRows.after(unit.session(), change.user(), place, ROWS)
                    .flatMap(rows -> decide(unit, rows).thenReturn(rows)))
        .doOnNext(this::advance)
        .then();
  }

  private void advance(List<StoredTransaction> rows) {
    if (!rows.isEmpty()) {
      place = Optional.of(Place.of(rows.getLast().row()));
    }
    finished = rows.size() < ROWS;
  }

  private Mono<Void> decide(UnitOfWork unit, List<StoredTransaction> rows) {
    Map<StreamId, RuleAssignments> changes = new LinkedHashMap<>();
    for (StoredTransaction row : rows) {
      Evaluation evaluation = selection.evaluate(RuleSubjects.of(row));
      matched += selection.matches(evaluation) ? 1 : 0;
      if (!evaluation.changes().isEmpty()) {
        changes.put(
            new StreamId(change.user(), Transaction.STREAM, row.row().id()), evaluation.changes());
      }
    }
    return unit.loadAll(Transaction.DECIDER, changes.keySet())
        .doOnNext(
            loaded ->
                changes.forEach(
                    (stream, assignments) -> {
                      int before = unit.decidedCount();
                      unit.decide(
                          Transaction.DECIDER,
                          Objects.requireNonNull(loaded.get(stream)),
                          new TransactionCommand.ApplyRules(
                              RuleSubjects.values(assignments), change.at()),
                          change);
                      changed += unit.decidedCount() > before ? 1 : 0;
                    }))
        .then();
  }
}
