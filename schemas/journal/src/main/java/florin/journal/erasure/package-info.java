/**
 * Forgetting a user: mark, outside effects, deletion, a last event. The mark comes first and alone:
 * from its commit on nothing of the user is taken in, decided or answered, so that whatever is
 * under way cannot bring anything back.
 */
@NullMarked
package florin.journal.erasure;

import org.jspecify.annotations.NullMarked;
