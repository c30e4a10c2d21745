/**
 * Minimum payments of debts in safe-to-spend: the user's setting whether they count, and the
 * payments that are due. The setting is stored here; debts, payments and transfers are mirrored.
 */
@NullMarked
package florin.planning.minimum;

import org.jspecify.annotations.NullMarked;
