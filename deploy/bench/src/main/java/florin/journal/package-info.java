/**
 * The locks of a command, which only its package knows: a limit under other locks would be no
 * limit.
 */
@NullMarked
package florin.journal;

import org.jspecify.annotations.NullMarked;
