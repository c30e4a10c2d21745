/**
 * Reads foreign topics in batches and commits effects, offset and dead letters in one transaction.
 * It owns the Kafka consumers, their assignment and the partitions that are paused.
 */
@NullMarked
package florin.journal.inbox.consumer;

import org.jspecify.annotations.NullMarked;
