/**
 * Kafka producers, topics, administration and the record format of events. The relay, the inbox and
 * the replay share it.
 */
@NullMarked
package florin.journal.kafka;

import org.jspecify.annotations.NullMarked;
