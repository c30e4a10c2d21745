/**
 * The system categories: the provider taxonomy as a tree of two levels, static and the same for
 * everyone. Provider labels enter; category ids leave.
 */
@NullMarked
package florin.transactions.category;

import org.jspecify.annotations.NullMarked;
