/**
 * The transaction: commands, events, decisions and Avro codec.\n\n
 *
 * <p>Why an overlay: a user's value of a field and the provider's are kept apart, so that the
 * provider can correct fields the user never changed and never overwrites a user's value, a cleared
 * one included.
 */
@NullMarked
package florin.transactions.transaction;

import org.jspecify.annotations.NullMarked;
