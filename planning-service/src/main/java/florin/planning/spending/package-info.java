/**
 * Safe to spend: the amount that can be spent until a day without touching bills, goals and the
 * buffer. One request reads balances, bills and income and returns the amount with everything that
 * was subtracted.
 *
 * <p>Why nothing is decided or stored here: every part has another owner, and stored results would
 * become stale; so each request computes the answer with pure functions of the rows it read.
 */
@NullMarked
package florin.planning.spending;

import org.jspecify.annotations.NullMarked;
