/**
 * Plaid's data as the emulator keeps it: accounts, transactions, their changes, categories and
 * portfolios. Immutable values without behaviour over time.
 */
@NullMarked
package florin.emulator.data;

import org.jspecify.annotations.NullMarked;
