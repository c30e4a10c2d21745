/**
 * Reports: sums of transactions per period, category, merchant, tag and account, in each currency.
 * Every figure carries the path of the list with exactly the transactions that add up to it.
 *
 * <p>Why figures and lists agree: both take their conditions from {@link
 * florin.transactions.filter.MatchedFilter}. Sums per month are kept by the projection for
 * undivided rows only; filters that they cannot evaluate are answered from the rows.
 */
@NullMarked
package florin.transactions.report;

import org.jspecify.annotations.NullMarked;
