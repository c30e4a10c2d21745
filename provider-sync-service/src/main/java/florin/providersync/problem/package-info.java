/**
 * The problem types of provider-sync. Deciders and APIs refuse with them; the runtime writes the
 * answers.
 */
@NullMarked
package florin.providersync.problem;

import org.jspecify.annotations.NullMarked;
