/**
 * The rules for values in requests, one per type, for bodies, query parameters and path segments of
 * every service. Strings enter, checked values or an {@code InvalidInput} leave.
 */
@NullMarked
package florin.journal.web.input;

import org.jspecify.annotations.NullMarked;
