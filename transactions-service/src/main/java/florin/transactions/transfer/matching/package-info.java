/**
 * Finding transfers: which opposite transactions of a user are pairs, with the evidence for and
 * against each pair, and the settings of it. Rows and accounts enter; scored pairs leave.
 */
@NullMarked
package florin.transactions.transfer.matching;

import org.jspecify.annotations.NullMarked;
