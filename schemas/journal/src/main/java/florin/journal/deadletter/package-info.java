/**
 * Events that could not be applied, and the later events of the same user, kept in order per user
 * and topic. An operator retries or discards them; copies go to the dead-letter topic.
 */
@NullMarked
package florin.journal.deadletter;

import org.jspecify.annotations.NullMarked;
