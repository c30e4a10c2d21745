package florin.transactions.rule.definition;

import java.util.List;

/**
 * The conditions and actions of a rule.
 *
 * @param match how the conditions and groups are combined
 * @param groups each counts as one condition
 */
public record RuleDefinition(
    String name,
    ConditionMatch match,
    List<RuleCondition> conditions,
    List<ConditionGroup> groups,
    RuleActions actions) {

  public RuleDefinition {
    conditions = List.copyOf(conditions);
    groups = List.copyOf(groups);
  }

  /** Conditions that are combined before they are combined with those of the rule. */
  public record ConditionGroup(ConditionMatch match, List<RuleCondition> conditions) {

    public ConditionGroup {
      conditions = List.copyOf(conditions);
    }
  }

  /** Whether all conditions have to hold or one of them. */
  public enum ConditionMatch {
    ALL,
    ANY;

    /** The name on the wire and in events. */
    public String word() {
      return ConditionField.word(this);
    }
  }
}
