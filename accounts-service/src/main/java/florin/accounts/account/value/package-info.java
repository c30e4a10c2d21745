/**
 * Value types of an account: its type, balances, observations and the fields its user overrides.
 * Pure records without I/O; the account's decisions, codec and view use them.
 */
@NullMarked
package florin.accounts.account.value;

import org.jspecify.annotations.NullMarked;
