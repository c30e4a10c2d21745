/**
 * The problem types of accounts. Deciders and APIs refuse with them; the runtime writes the
 * answers.
 */
@NullMarked
package florin.accounts.problem;

import org.jspecify.annotations.NullMarked;
