/**
 * From a foreign topic into this service. Kafka records enter in batches; their effects, the moved
 * offset and everything decided because of them leave in one Postgres transaction.
 *
 * <p>Why a compare-and-set of the stored offset: a stalled consumer and the one that took its
 * partitions over start from the same row, so only one of them can commit (Kafka's generation is no
 * fence: it can start again at 1). Why {@code previous}: each record names the position before it
 * in its partition, so a record that never arrived is noticed without a row per stream.
 */
@NullMarked
package florin.journal.inbox;

import org.jspecify.annotations.NullMarked;
