/**
 * The user's review list: transactions without category, suggested transfers, possible duplicates,
 * old pending transactions and splits that do not add up. Nothing but the statement that two
 * transactions are not duplicates is stored.
 */
@NullMarked
package florin.transactions.review;

import org.jspecify.annotations.NullMarked;
