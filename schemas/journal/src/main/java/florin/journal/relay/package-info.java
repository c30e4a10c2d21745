/**
 * From the journal to Kafka. Recorded events enter by position; records leave, each at least once
 * and in order, to the service's one topic.
 *
 * <p>Why the journal is the outbox: an event is worth sending exactly when it is committed, and the
 * journal's lock makes its positions settle in commit order. Why a lease and not a session lock: a
 * stopped process keeps its session for as long as its kernel answers.
 */
@NullMarked
package florin.journal.relay;

import org.jspecify.annotations.NullMarked;
