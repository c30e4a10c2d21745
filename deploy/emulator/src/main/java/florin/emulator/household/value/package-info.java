/**
 * The parts of a household: institutions, accounts, merchants and drafts of transactions, without
 * the ids that an Item gives them.
 */
@NullMarked
package florin.emulator.household.value;

import org.jspecify.annotations.NullMarked;
