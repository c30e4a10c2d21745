package florin.transactions.rule.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import florin.transactions.rule.evaluation.RuleEvaluator.Evaluation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random rules on random transactions. */
class RandomRulesTests {

  private static final int TRANSACTIONS = 20;

  @Test
  void previewsExactlyWhatTheyChange() {
    SeededRuns.forEachSeed(
        TestScale.of(1_000, 50_000),
        random -> {
          RandomRules made = new RandomRules(random);
          RuleReferences references = made.references();
          RuleEvaluator rules = new RuleEvaluator(made.rules(6), references);
          for (int i = 0; i < TRANSACTIONS; i++) {
            RuleSubject before = made.transaction();
            RuleAssignments changes = rules.evaluate(before).changes();
            RuleSubject after = before.with(changes);
            for (RuleField field : RuleField.values()) {
              Optional<RuleAssignments.FieldAssignment> set =
                  Optional.ofNullable(changes.fields().get(field));
              assertThat(after.shown(field))
                  .isEqualTo(set.isPresent() ? set.map(one -> one.value()) : before.shown(field));
              assertThat(set.isPresent())
                  .isEqualTo(!after.shown(field).equals(before.shown(field)));
              if (before.decided().contains(field)) {
                assertThat(set).isEmpty();
              }
            }
            assertThat(changes.tags().isEmpty())
                .isEqualTo(after.shownTags().equals(before.shownTags()));
            assertThat(after.shownTags()).containsAllEntriesOf(before.userTags());
            assertThat(Collections.disjoint(changes.tags().keySet(), before.decidedTags()))
                .isTrue();
            assertThat(rules.evaluate(after).changes().isEmpty()).isTrue();
          }
        });
  }

  @Test
  void changeNothingInASecondRunAlsoAfterRulesWereDeletedAddedAndReordered() {
    SeededRuns.forEachSeed(
        TestScale.of(1_000, 50_000),
        random -> {
          RandomRules made = new RandomRules(random);
          RuleReferences references = made.references();
          List<ActiveRule> rules = made.rules(5);
          RuleSubject now = made.transaction();
          for (int i = 0; i < 5; i++) {
            RuleEvaluator evaluator = new RuleEvaluator(rules, references);
            now = runTwice(evaluator, now, random, rules);
            rules = edited(made, rules, random);
          }
        });
  }

  private static RuleSubject runTwice(
      RuleEvaluator evaluator, RuleSubject subject, Random random, List<ActiveRule> rules) {
    boolean one = random.nextBoolean() && !rules.isEmpty();
    RuleReference alone =
        one
            ? rules.get(random.nextInt(rules.size())).reference()
            : new RuleReference(subject.id(), 0);
    Evaluation first = evaluator.evaluate(subject, rule -> !one || rule.equals(alone));
    RuleSubject after = subject.with(first.changes());
    assertThat(evaluator.evaluate(after, rule -> !one || rule.equals(alone)).changes())
        .isEqualTo(RuleAssignments.NONE);
    if (one) {
      assertThat(first.changes().fields().values()).allMatch(set -> set.rule().equals(alone));
    }
    return after;
  }

  private static List<ActiveRule> edited(RandomRules made, List<ActiveRule> rules, Random random) {
    List<ActiveRule> next = new ArrayList<>(rules);
    switch (random.nextInt(3)) {
      case 0 -> next.addAll(made.rules(2));
      case 1 -> Collections.shuffle(next, random);
      default -> {
        if (!next.isEmpty()) {
          next.remove(random.nextInt(next.size()));
        }
      }
    }
    return next;
  }
}
