/**
 * The row of each transaction and the tables kept with it: sums per day and per category and month,
 * tag counts, split parts, imported rows, external ids. Projected events enter; rows leave.
 */
@NullMarked
package florin.transactions.projection;

import org.jspecify.annotations.NullMarked;
