/**
 * Plaid's notices to its clients: their exact bodies, their signatures and their delivery with
 * retries. Changes of Items enter through the bank; signed requests leave.
 */
@NullMarked
package florin.emulator.webhook;

import org.jspecify.annotations.NullMarked;
