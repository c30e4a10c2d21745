/**
 * Plaid on loopback: faithful on the wire, deterministic from a seed, its state kept in a folder.
 * Tests and the launcher enter through {@link florin.emulator.PlaidEmulator}; it depends on nothing
 * else of this house.
 */
@NullMarked
package florin.emulator;

import org.jspecify.annotations.NullMarked;
