/**
 * Requests to Florin: its API as one user, the log-in, and the operation that adopts items.
 *
 * <p>Why: every request is repeated while Florin cannot handle it yet, and a refusal of a single
 * row must not end the run.
 */
@NullMarked
package florin.migrate.client;

import org.jspecify.annotations.NullMarked;
