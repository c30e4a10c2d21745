/**
 * Shows how balances and net worth went, day by day, from what was observed and from the sums of
 * the transactions, and takes the user's own word for a balance. Account events and the sums enter;
 * nothing leaves but the answers.
 *
 * <p>Why no derived balance is stored: a back-dated transaction would rewrite all days after it.
 */
@NullMarked
package florin.accounts.balance;

import org.jspecify.annotations.NullMarked;
