package florin.transactions.rule.run;

import florin.journal.UnitOfWork;
import florin.journal.database.Session;
import florin.journal.stream.Change;
import florin.journal.stream.LoadedStream;
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
            .doOnNext(evaluators -> batch.forEach(one -> decide(unit, evaluators, one)))
            .then();
  }

  private static void decide(
      UnitOfWork unit, Map<UUID, RuleEvaluator> evaluators, DecidedTransaction one) {
    UUID user = one.change().user();
    Optional.ofNullable(evaluators.get(user))
        .flatMap(rules -> command(rules, user, one.stream().state(), one.change().at()))
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
                            .flatMap(rules -> command(rules, user, entered, entry.at()))
                            .stream())
                    .toList());
  }

  private static Optional<TransactionCommand> command(
      RuleEvaluator rules, UUID user, Transaction state, Instant at) {
    if (!(state instanceof Transaction.Present present) || present.removedBy().isPresent()) {
      return Optional.empty();
    }
    RuleAssignments changes = rules.evaluate(RuleSubjects.of(user, present)).changes();
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
