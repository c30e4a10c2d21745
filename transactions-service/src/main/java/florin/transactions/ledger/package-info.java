/**
 * The ledger: what happened on accounts, and what the user says about it. Facts and commands enter;
 * transactions, their history and events leave.
 *
 * <p>Why an overlay: a user's value of a field and the provider's are kept apart, so that the bank
 * can correct what the user never touched and never overwrites what the user did, "cleared to
 * empty" included.
 */
@NullMarked
package florin.transactions.ledger;

import org.jspecify.annotations.NullMarked;
