/**
 * The mirrored recurring series with their occurrences, read from the topic of transactions. Bills
 * and paydays join the tables in their queries.
 */
@NullMarked
package florin.planning.mirror.series;

import org.jspecify.annotations.NullMarked;
