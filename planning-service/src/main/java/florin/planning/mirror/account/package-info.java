/**
 * The tables that mirror accounts, balances, liabilities and settings. Changes enter from the inbox
 * of the accounts topic, one statement per table and batch.
 */
@NullMarked
package florin.planning.mirror.account;

import org.jspecify.annotations.NullMarked;
