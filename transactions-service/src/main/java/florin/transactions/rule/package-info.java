/**
 * A user's rules: ordered, versioned, switched on and off. Requests and the journal enter; rules
 * and their definitions leave.
 *
 * <p>Why: each rule is a stream of its own with its position, so that a rule has a version of its
 * own, which explanations name, and a new order changes only the rules that move.
 */
@NullMarked
package florin.transactions.rule;

import org.jspecify.annotations.NullMarked;
