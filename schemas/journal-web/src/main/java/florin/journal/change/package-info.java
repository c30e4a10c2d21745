/**
 * The changes of users, with their actors, and undo. A change is every event with one change id;
 * taking it back is a change itself.
 */
@NullMarked
package florin.journal.change;

import org.jspecify.annotations.NullMarked;
