/**
 * What merging means: one row says into which other one it went, nothing else is rewritten, and the
 * view knows where each chain of mergers ends. Users enter; ends of chains leave.
 */
@NullMarked
package florin.transactions.merging;

import org.jspecify.annotations.NullMarked;
