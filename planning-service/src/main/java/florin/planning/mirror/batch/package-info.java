/**
 * The primary key of the mirrored rows, to which a batch of events is folded: one row of each key
 * is written. Used by the mirrors of all topics.
 */
@NullMarked
package florin.planning.mirror.batch;

import org.jspecify.annotations.NullMarked;
