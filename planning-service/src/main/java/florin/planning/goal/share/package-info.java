/**
 * The part of an account's balance, or of a debt paid off, that counts for each goal of the
 * account. Pure functions; amounts enter, shares leave.
 */
@NullMarked
package florin.planning.goal.share;

import org.jspecify.annotations.NullMarked;
