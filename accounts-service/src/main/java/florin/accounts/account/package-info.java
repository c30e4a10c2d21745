/**
 * Decides what becomes of accounts: opened by a bank's facts or by hand, revised by the bank,
 * renamed, hidden and closed by the user, whose word stands; closed too when the bank lists one no
 * more. Facts and requests enter; account events, the list of accounts and their latest balances
 * leave.
 *
 * <p>Why an account keeps the bank's name beside the user's: the bank may rename it at any time,
 * and the user may go back to the bank's name at any time.
 *
 * <p>Why it keeps who closed it: an account vanishes from a bank's list when it is closed there,
 * and also when the user shares it no more (Plaid documentation, "Accounts" and "Update mode"). So
 * the bank opens again what the bank closed, and nothing that the user closed.
 */
@NullMarked
package florin.accounts.account;

import org.jspecify.annotations.NullMarked;
