package florin.transactions.rule.evaluation;

import florin.transactions.rule.definition.RuleDefinition;

/** A rule to evaluate. */
public record ActiveRule(RuleReference reference, RuleDefinition definition) {}
