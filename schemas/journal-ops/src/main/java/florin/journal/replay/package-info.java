/**
 * Fills a mirror again from the journal of the service it mirrors, without a call between services:
 * the mirror sends a request as a record, the owner's relay writes its journal to a topic for
 * replays, and the mirror's tables change places when they have caught up with the live ones.
 *
 * <p>Why the new tables follow the live topic before they are used, instead of the inbox going back
 * to where the replay was asked for: readers would see versions run back until it had caught up.
 */
@NullMarked
package florin.journal.replay;

import org.jspecify.annotations.NullMarked;
