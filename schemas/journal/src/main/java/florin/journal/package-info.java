/**
 * The event-sourcing runtime: streams, deciders, the journal in Postgres, commands and reads.
 * Services enter with deciders and projections; recorded events leave, through the relay.
 *
 * <p>Why one lock per journal right before the insert: sequence numbers are handed out before
 * commit, so a reader that pages by position would skip an event whose transaction commits late.
 * Under the lock position order is commit order and "up to P" means settled. Why one lock per
 * household before everything else: a decision may then read any row of its own user and be right.
 * Why the journal lock travels with the insert and the commit in one message: everyone who appends
 * waits for it, so it must not be held while this process is busy with something else.
 */
@NullMarked
package florin.journal;

import org.jspecify.annotations.NullMarked;
