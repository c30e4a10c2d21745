/**
 * Turns facts of banks into commands on transactions, and those of accounts-service into mirrored
 * accounts. Batches of facts enter; only changes reach a stream.
 */
@NullMarked
package florin.transactions.intake;

import org.jspecify.annotations.NullMarked;
