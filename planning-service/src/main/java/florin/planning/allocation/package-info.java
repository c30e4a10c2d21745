/**
 * Allocations of a scenario's balance: fixed amounts and percents, for a purpose, a goal or a bill.
 * Requests enter through the API; only this package computes the parts.
 *
 * <p>Why a stream of its own beside the scenario's: the list is written as a whole and has its own
 * version, so that an edit of a bill does not break an open edit of the list.
 */
@NullMarked
package florin.planning.allocation;

import org.jspecify.annotations.NullMarked;
