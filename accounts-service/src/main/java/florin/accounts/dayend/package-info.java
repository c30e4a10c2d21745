/**
 * Runs the definition of the balance at the end of a day ({@link florin.events.DayEndBalances})
 * over the accounts, the stated balances and the mirrored transactions of this service. Every
 * answer that shows a balance reads it here.
 */
@NullMarked
package florin.accounts.dayend;

import org.jspecify.annotations.NullMarked;
