/**
 * Keeps the transactions of investment accounts. Observations of a bank enter; recorded, revised
 * and removed ones leave, with the list that is searched.
 */
@NullMarked
package florin.accounts.investment.trade;

import org.jspecify.annotations.NullMarked;
