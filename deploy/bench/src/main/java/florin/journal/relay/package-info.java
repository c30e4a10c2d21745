/**
 * The relay's own producer settings, which only its package knows: a limit with other settings
 * would be no limit.
 */
@NullMarked
package florin.journal.relay;

import org.jspecify.annotations.NullMarked;
