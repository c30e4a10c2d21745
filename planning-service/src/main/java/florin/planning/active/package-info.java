/**
 * The scenario that counts in each currency: chosen by the user, by default the oldest. The choice
 * is a stream of its own, one per user, because it is about several scenarios; goals and
 * safe-to-spend read it from the view.
 */
@NullMarked
package florin.planning.active;

import org.jspecify.annotations.NullMarked;
