/**
 * Turns observed securities, holdings and investment transactions into commands. Facts of {@code
 * provider-sync.events} enter; commands leave, and none of them appends anything when an
 * observation repeats known values.
 */
@NullMarked
package florin.accounts.investment;

import org.jspecify.annotations.NullMarked;
