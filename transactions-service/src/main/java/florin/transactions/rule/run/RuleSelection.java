package florin.transactions.rule.run;

import static florin.transactions.rule.RuleCodec.RULES;

import florin.journal.database.Session;
import florin.transactions.rule.RuleQueries;
import florin.transactions.rule.RuleQueries.StoredRule;
import florin.transactions.rule.definition.RuleDefinition;
import florin.transactions.rule.evaluation.ActiveRule;
import florin.transactions.rule.evaluation.RuleEvaluator;
import florin.transactions.rule.evaluation.RuleEvaluator.Evaluation;
import florin.transactions.rule.evaluation.RuleReference;
import florin.transactions.rule.evaluation.RuleReferences;
import florin.transactions.rule.evaluation.RuleSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/**
 * The rules of a run over history. All enabled rules are evaluated in their order, so that each
 * sees the values of those before it; a run of one rule takes the values of that rule only.
 *
 * @param query identifies the rules and their versions
 */
record RuleSelection(RuleEvaluator rules, Predicate<RuleReference> taken, String query) {

  /** The reference of a rule that is not stored. */
  static final RuleReference UNSAVED = new RuleReference(new UUID(0, 0), 0);

  Evaluation evaluate(RuleSubject subject) {
    return rules.evaluate(subject, taken);
  }

  /** Whether a rule that the run is about matched. */
  boolean matches(Evaluation evaluation) {
    return evaluation.matched().stream().anyMatch(taken);
  }

  /** The enabled rules. */
  static Mono<RuleSelection> all(Session session, UUID user) {
    return RuleQueries.stored(session, user)
        .flatMap(
            stored ->
                selection(
                    session,
                    user,
                    stored.stream().filter(StoredRule::enabled).map(StoredRule::active).toList(),
                    _ -> true));
  }

  /**
   * One rule, enabled or not.
   *
   * @param version takes the version of the rule
   * @throws florin.journal.stream.Rejection {@code not-found}
   */
  static Mono<RuleSelection> one(Session session, UUID user, UUID id, IntConsumer version) {
    return RuleQueries.stored(session, user)
        .flatMap(
            stored -> {
              StoredRule wanted =
                  stored.stream()
                      .filter(rule -> rule.id().equals(id))
                      .findFirst()
                      .orElseThrow(() -> RULES.notFound(id));
              version.accept(wanted.version());
              return selection(
                  session,
                  user,
                  stored.stream()
                      .filter(rule -> rule.enabled() || rule.id().equals(id))
                      .map(StoredRule::active)
                      .toList(),
                  rule -> rule.id().equals(id));
            });
  }

  /** A rule that is not stored, after the enabled ones. */
  static Mono<RuleSelection> unsaved(Session session, UUID user, RuleDefinition definition) {
    return RuleQueries.stored(session, user)
        .flatMap(
            stored -> {
              List<ActiveRule> rules = new ArrayList<>();
              stored.stream()
                  .filter(StoredRule::enabled)
                  .map(StoredRule::active)
                  .forEach(rules::add);
              rules.add(new ActiveRule(UNSAVED, definition));
              return selection(session, user, rules, UNSAVED::equals);
            });
  }

  private static Mono<RuleSelection> selection(
      Session session, UUID user, List<ActiveRule> rules, Predicate<RuleReference> taken) {
    return RuleReferenceQueries.of(session, Set.of(user), rules)
        .map(
            references -> {
              RuleReferences own = Objects.requireNonNull(references.get(user));
              List<RuleReference> about =
                  rules.stream().map(ActiveRule::reference).filter(taken).toList();
              String unsaved =
                  rules.stream()
                      .filter(rule -> rule.reference().equals(UNSAVED))
                      .map(rule -> rule.definition().toString())
                      .findFirst()
                      .orElse("");
              return new RuleSelection(new RuleEvaluator(rules, own), taken, about + unsaved);
            });
  }
}
