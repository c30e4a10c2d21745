/**
 * What can be spent until a day without touching what is already spoken for. One request reads
 * balances, bills and income and hands back the amount together with everything that was taken off.
 *
 * <p>Why nothing is decided or stored here: every part is the last word of its owner, so the answer
 * is worked out anew each time, by pure functions of what was read.
 */
@NullMarked
package florin.planning.spending;

import org.jspecify.annotations.NullMarked;
