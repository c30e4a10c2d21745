/**
 * Keeps the transactions of investment accounts. What a bank says of them enters; recorded, revised
 * and removed ones leave, with the list that is searched.
 */
@NullMarked
package florin.accounts.investment.trade;

import org.jspecify.annotations.NullMarked;
