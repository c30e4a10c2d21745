/**
 * The mirror of transactions: the values that a derived balance needs, and the sums of the posted
 * ones by day. Facts of {@code transactions.events} enter by the inbox; the balances join the sums
 * in their queries.
 *
 * <p>Why the sums are stored and not computed on request: a chart over years reads one row a day
 * for any number of transactions, and a fact changes two rows at most.
 */
@NullMarked
package florin.accounts.mirror;

import org.jspecify.annotations.NullMarked;
