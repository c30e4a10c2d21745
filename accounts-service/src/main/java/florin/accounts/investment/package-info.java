/**
 * Turns what banks say of securities, holdings and investment transactions into commands. Facts of
 * {@code provider-sync.events} enter; commands leave, and none of them appends anything when the
 * bank says the same again.
 */
@NullMarked
package florin.accounts.investment;

import org.jspecify.annotations.NullMarked;
