package florin.transactions.rule.run;

import florin.journal.UnitOfWork;
import florin.journal.database.Session;
import florin.journal.stream.Change;
import florin.journal.stream.LoadedStream;
import florin.transactions.projection.TransactionRows;
import florin.transactions.rule.RuleQueries;
import florin.transactions.rule.RuleQueries.StoredRule;
import florin.transactions.rule.evaluation.ActiveRule;
import florin.transactions.rule.evaluation.RuleAssignments;
import florin.transactions.rule.evaluation.RuleEvaluator;
import florin.transactions.transaction.Transaction;
import florin.transactions.transaction.TransactionCommand;
import florin.transactions.transaction.TransactionEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** Runs the enabled rules on transactions that were recorded or changed, in one pass per batch. */
public final class RuleIntake {

  private RuleIntake() {}

  /**
   * A transaction after the decisions of a batch.
   *
   * @param change that the values of rules belong to
   */
  public record DecidedTransaction(LoadedStream<Transaction> stream, Change change) {}

  /** Decides the values of rules for transactions of a batch, which may belong to several users. */
  public static Mono<Void> apply(UnitOfWork unit, Collection<DecidedTransaction> batch) {
    Set<UUID> users =
        batch.stream().map(one -> one.change().user()).collect(Collectors.toUnmodifiableSet());
    return users.isEmpty()
        ? Mono.empty()
        : evaluators(unit.session(), users)
            .filter(evaluators -> !evaluators.isEmpty())
            .zipWhen(evaluators -> paired(unit.session(), evaluators.keySet(), batch))
            .doOnNext(
                found -> batch.forEach(one -> decide(unit, found.getT1(), found.getT2(), one)))
            .then();
  }

  /** Of the transactions that were there before the batch, those in a pair of a transfer. */
  private static Mono<Set<UUID>> paired(
      Session session, Set<UUID> users, Collection<DecidedTransaction> batch) {
    List<UUID> older =
        batch.stream()
            .map(DecidedTransaction::stream)
            .filter(stream -> stream.version() > 1)
            .map(stream -> stream.stream().id())
            .toList();
    return older.isEmpty() ? Mono.just(Set.of()) : TransactionRows.paired(session, users, older);
  }

  private static void decide(
      UnitOfWork unit,
      Map<UUID, RuleEvaluator> evaluators,
      Set<UUID> paired,
      DecidedTransaction one) {
    UUID user = one.change().user();
    LoadedStream<Transaction> stream = one.stream();
    boolean isPaired = paired.contains(stream.stream().id());
    Optional.ofNullable(evaluators.get(user))
        .flatMap(rules -> command(rules, user, stream.state(), isPaired, one.change().at()))
        .ifPresent(
            command -> unit.decide(Transaction.DECIDER, one.stream(), command, one.change()));
  }

  /** The commands that enter a transaction by hand and give it the values of rules. */
  public static Mono<List<TransactionCommand>> entering(
      Session session, UUID user, TransactionCommand.RecordByHand entry) {
    Transaction entered =
        Transaction.evolve(
            new Transaction.Absent(),
            new TransactionEvent.Recorded(entry.id(), entry.account(), entry.entry(), entry.at()));
    return evaluators(session, Set.of(user))
        .map(
            evaluators ->
                Stream.concat(
                        Stream.of(entry),
                        Optional.ofNullable(evaluators.get(user))
                            .flatMap(rules -> command(rules, user, entered, false, entry.at()))
                            .stream())
                    .toList());
  }

  private static Optional<TransactionCommand> command(
      RuleEvaluator rules, UUID user, Transaction state, boolean paired, Instant at) {
    if (!(state instanceof Transaction.Present present) || present.removedBy().isPresent()) {
      return Optional.empty();
    }
    RuleAssignments changes = rules.evaluate(RuleSubjects.of(user, present, paired)).changes();
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(new TransactionCommand.ApplyRules(RuleSubjects.values(changes), at));
  }

  /** The compiled rules of those users that have any. */
  private static Mono<Map<UUID, RuleEvaluator>> evaluators(Session session, Set<UUID> users) {
    return RuleQueries.enabled(session, users)
        .flatMap(
            stored ->
                stored.isEmpty()
                    ? Mono.just(Map.of())
                    : RuleReferenceQueries.of(session, stored.keySet(), all(stored))
                        .map(
                            references -> {
                              Map<UUID, RuleEvaluator> evaluators = new HashMap<>();
                              stored.forEach(
                                  (user, rules) ->
                                      evaluators.put(
                                          user,
                                          new RuleEvaluator(
                                              active(rules),
                                              Objects.requireNonNull(references.get(user)))));
                              return evaluators;
                            }));
  }

  private static List<ActiveRule> all(Map<UUID, Collection<StoredRule>> stored) {
    return stored.values().stream().flatMap(Collection::stream).map(StoredRule::active).toList();
  }

  private static List<ActiveRule> active(Collection<StoredRule> rules) {
    return rules.stream().map(StoredRule::active).toList();
  }
}
