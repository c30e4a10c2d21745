package florin.transactions.rule.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The rules of one user, compiled once for a batch of transactions. Not for concurrent use. */
public final class RuleEvaluator {

  /** Folded texts that are kept: banks repeat their texts, and folding an accent takes long. */
  private static final int FOLDED_TEXTS = 10_000;

  private final List<CompiledRule> rules;
  private final Set<UUID> evaluated;
  private final RuleReferences references;
  private final Map<String, String> folded = new HashMap<>();

  /**
   * @param rules in the order of their evaluation
   */
  public RuleEvaluator(List<ActiveRule> rules, RuleReferences references) {
    this.rules = rules.stream().map(rule -> new CompiledRule(rule, references)).toList();
    this.evaluated =
        rules.stream().map(rule -> rule.reference().id()).collect(Collectors.toUnmodifiableSet());
    this.references = references;
  }

  /**
   * The result for one transaction.
   *
   * @param matched the rules that matched, in their order
   * @param changes the values that differ from those that are shown
   */
  public record Evaluation(List<RuleReference> matched, RuleAssignments changes) {}

  /** Evaluates all rules and takes the values of all of them. */
  public Evaluation evaluate(RuleSubject subject) {
    return evaluate(subject, _ -> true);
  }

  /**
   * Evaluates all rules and takes the values of some.
   *
   * <p>A value of a rule that is not evaluated any more is a value like any other, until a rule
   * sets the field. From then on conditions no longer see it, so the rules are evaluated again,
   * until nothing changes: in each pass at least one such value is gone.
   */
  public Evaluation evaluate(RuleSubject subject, Predicate<RuleReference> taken) {
    RuleSubject now = subject;
    RuleAssignments all = RuleAssignments.NONE;
    List<RuleReference> matched = List.of();
    RuleAssignments kept = kept(now);
    while (true) {
      EvaluatedRow row = new EvaluatedRow(now, kept, references, this::fold);
      List<RuleReference> found = pass(row);
      matched = matched.isEmpty() ? found : matched;
      RuleAssignments changes = now.changing(row.assignments().of(taken));
      all = all.then(changes);
      now = now.with(changes);
      RuleAssignments left = kept(now);
      if (left.equals(kept)) {
        return new Evaluation(matched, subject.changing(all));
      }
      kept = left;
    }
  }

  private RuleAssignments kept(RuleSubject subject) {
    return subject.rules().isEmpty()
        ? RuleAssignments.NONE
        : subject.rules().of(rule -> !evaluated.contains(rule.id()));
  }

  private List<RuleReference> pass(EvaluatedRow row) {
    List<RuleReference> matched = new java.util.ArrayList<>();
    for (CompiledRule rule : rules) {
      if (rule.matches(row)) {
        matched.add(rule.rule());
        rule.apply(row);
        if (rule.stops()) {
          break;
        }
      }
    }
    return matched;
  }

  private String fold(String text) {
    if (FoldedText.isPlain(text)) {
      return FoldedText.of(text);
    }
    if (folded.size() >= FOLDED_TEXTS) {
      folded.clear();
    }
    return folded.computeIfAbsent(text, FoldedText::of);
  }
}
