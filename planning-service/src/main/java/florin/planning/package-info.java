/**
 * Plans ahead from what the other services told it. It mirrors their facts and owns scenarios and
 * bills.
 */
@NullMarked
package florin.planning;

import org.jspecify.annotations.NullMarked;
