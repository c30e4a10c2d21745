/**
 * The user's statements about single due dates of bills: paid or unpaid, whatever payments were
 * found. Commands enter; the rows of {@code bill_mark} leave.
 *
 * <p>Why: each due date is a stream of its own, so that a statement neither conflicts with edits of
 * the plan nor makes the scenario's stream grow.
 */
@NullMarked
package florin.planning.mark;

import org.jspecify.annotations.NullMarked;
