/**
 * What the tests of every service stand on: one real Postgres and one real Kafka per module run,
 * tokens, the decider fixture and the rules of the house. Only tests enter.
 */
@NullMarked
package florin.journal.test;

import org.jspecify.annotations.NullMarked;
