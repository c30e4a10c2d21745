/**
 * Runs the definition of the balance at the end of a day ({@link florin.events.DayEndBalances})
 * over the mirrored statements and transactions. Goals and safe-to-spend read balances here.
 */
@NullMarked
package florin.planning.balance;

import org.jspecify.annotations.NullMarked;
