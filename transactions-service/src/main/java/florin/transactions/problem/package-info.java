/**
 * The problem types of transactions. Deciders and APIs refuse with them; the runtime writes the
 * answers.
 */
@NullMarked
package florin.transactions.problem;

import org.jspecify.annotations.NullMarked;
