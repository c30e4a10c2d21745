/**
 * Lists of transactions and single ones: sorted and paged, with totals, running balances and names.
 * Filters enter; responses leave.
 */
@NullMarked
package florin.transactions.list;

import org.jspecify.annotations.NullMarked;
