/**
 * Hosted Link: pages on which a user chooses a bank or signs in again, and the sessions whose
 * results the client reads.
 */
@NullMarked
package florin.emulator.link;

import org.jspecify.annotations.NullMarked;
