/**
 * The control plane under {@code /_emulator}: tests and operators inspect Items, change the data of
 * the bank, plan faults and read the truth. Plaid has nothing of it.
 */
@NullMarked
package florin.emulator.control;

import org.jspecify.annotations.NullMarked;
