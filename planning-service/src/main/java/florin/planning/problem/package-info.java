/**
 * The problem types of planning. Deciders and APIs refuse with them; the runtime writes the
 * answers.
 */
@NullMarked
package florin.planning.problem;

import org.jspecify.annotations.NullMarked;
