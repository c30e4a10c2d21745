/**
 * Turns observations of provider-sync into institutions, accounts and balances, and keeps the
 * states of its connections. Facts of {@code provider-sync.events} enter; commands leave, and none
 * of them appends anything when an observation repeats known values.
 */
@NullMarked
package florin.accounts.intake;

import org.jspecify.annotations.NullMarked;
