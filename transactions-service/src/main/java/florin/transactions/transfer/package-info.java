/**
 * Transfers: pairs of two transactions that are one movement of money between two accounts of a
 * user. Transactions and accounts enter; pairs, suggestions and their reasons leave.
 *
 * <p>Why a pair is a stream of its own: it must remember a rejection without changing either of its
 * transactions, and an undo of it must not depend on what the bank changes in them.
 */
@NullMarked
package florin.transactions.transfer;

import org.jspecify.annotations.NullMarked;
