/**
 * Merging: a merged row refers to the row into which it was merged, nothing else is rewritten, and
 * the view has the end of each chain of mergers. Users enter; ends of chains leave.
 */
@NullMarked
package florin.transactions.merging;

import org.jspecify.annotations.NullMarked;
