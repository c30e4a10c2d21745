/**
 * The detection of series in changed transactions: groups of rows are read, and commands for the
 * series in them decided. Hints of providers are kept for it, and the groups of an import that has
 * more pages.
 */
@NullMarked
package florin.transactions.recurring.detection;

import org.jspecify.annotations.NullMarked;
