/**
 * Turns what provider-sync observed into institutions, accounts and balances, and remembers how its
 * connections stand. Facts of {@code provider-sync.events} enter; commands leave, and none of them
 * appends anything when the bank says the same again.
 */
@NullMarked
package florin.accounts.intake;

import org.jspecify.annotations.NullMarked;
