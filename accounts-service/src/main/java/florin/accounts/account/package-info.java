/**
 * Decides what becomes of accounts: opened by a bank's facts or by hand, revised by the bank,
 * renamed, hidden and closed by the user, whose word stands. Facts and requests enter; account
 * events, the list of accounts and their latest balances leave.
 *
 * <p>Why an account keeps the bank's name beside the user's: the bank may rename it at any time,
 * and the user may go back to the bank's name at any time.
 */
@NullMarked
package florin.accounts.account;

import org.jspecify.annotations.NullMarked;
