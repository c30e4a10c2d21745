/**
 * What this service has learned of transactions: what a derived balance needs of each, and the sums
 * of the posted ones by day. Facts of {@code transactions.events} enter by the inbox; the balances
 * join the sums in their queries.
 *
 * <p>Why the sums are kept and not made when asked for: a chart over years reads one row a day
 * whatever the number of transactions, and a fact changes two rows at most.
 */
@NullMarked
package florin.accounts.mirror;

import org.jspecify.annotations.NullMarked;
