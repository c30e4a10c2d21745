/**
 * An Item's history and the JSON of its accounts and transactions. The endpoints and the control
 * plane share it.
 */
@NullMarked
package florin.emulator.item;

import org.jspecify.annotations.NullMarked;
