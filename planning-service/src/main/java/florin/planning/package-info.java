/**
 * Plans ahead from mirrored data of the other services. It mirrors their facts and owns scenarios
 * and bills.
 */
@NullMarked
package florin.planning;

import org.jspecify.annotations.NullMarked;
