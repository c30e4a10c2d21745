/**
 * The parts that all steps share: the changes of a step, and the user's rows as Florin has them.
 *
 * <p>Why: each step compares the plan with these rows before it changes anything, so a repeated run
 * changes nothing.
 */
@NullMarked
package florin.migrate.run.step;

import org.jspecify.annotations.NullMarked;
