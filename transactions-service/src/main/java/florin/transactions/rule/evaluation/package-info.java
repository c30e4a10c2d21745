/**
 * Evaluates rules on transactions in memory: the same code for the intake, a preview and a run over
 * history. Compiled rules and transactions enter; the values that rules change leave.
 *
 * <p>Why: rules are evaluated in their order on the values of the user and of the entry, not on the
 * values that the same rules set before, so that a second run comes to the same result. Each rule
 * sees the values that the rules before it set; of two rules that set one field the later one wins.
 * A value of a rule that no longer matches, or that was deleted or disabled, stays until another
 * rule or the user sets the field.
 */
@NullMarked
package florin.transactions.rule.evaluation;

import org.jspecify.annotations.NullMarked;
