/**
 * From what the banks said to commands on the ledger, and from what accounts-service says to the
 * accounts known here. Batches of facts enter; only what changed reaches a stream.
 */
@NullMarked
package florin.transactions.intake;

import org.jspecify.annotations.NullMarked;
