/**
 * The base of the tests of every service: one real PostgreSQL and one real Kafka per module run,
 * tokens, the decider fixture and the common rules. Only tests enter.
 */
@NullMarked
package florin.journal.test;

import org.jspecify.annotations.NullMarked;
