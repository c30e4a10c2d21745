/**
 * The control plane under {@code /_emulator}: tests and operators enter to look at Items, change
 * what the bank knows, plan faults and read the truth. Nothing of it exists at Plaid.
 */
@NullMarked
package florin.emulator.control;

import org.jspecify.annotations.NullMarked;
