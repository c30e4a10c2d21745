/**
 * Owns transactions and the values that users set on them. Facts enter from {@code
 * provider-sync.events} and from its API; transaction events leave.
 */
@NullMarked
package florin.transactions;

import org.jspecify.annotations.NullMarked;
