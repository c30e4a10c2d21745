/**
 * The transaction: commands, events, decisions and Avro codec.
 *
 * <p>Why an overlay: a field's values of the user, of rules and of the provider are kept apart, so
 * that the provider can correct fields that nobody changed, rules can be run again, and neither
 * ever overwrites a user's value, a cleared one included.
 */
@NullMarked
package florin.transactions.transaction;

import org.jspecify.annotations.NullMarked;
