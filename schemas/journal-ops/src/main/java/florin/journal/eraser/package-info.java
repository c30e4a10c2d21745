/**
 * Deletes the rows of users who are marked as erased, after the service has run its external
 * erasure steps. The mark itself belongs to florin.journal.erasure and is set by the inbox.
 */
@NullMarked
package florin.journal.eraser;

import org.jspecify.annotations.NullMarked;
