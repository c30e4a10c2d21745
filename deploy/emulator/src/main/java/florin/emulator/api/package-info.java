/**
 * The Plaid endpoints themselves and the shapes of their answers. Requests enter checked by {@code
 * florin.emulator.http}; entries for the bank and JSON answers leave.
 */
@NullMarked
package florin.emulator.api;

import org.jspecify.annotations.NullMarked;
