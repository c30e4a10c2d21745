/**
 * Conventions of all responses: problems, limits, security headers, request ids. Requests that the
 * gateway refuses itself are refused here.
 */
@NullMarked
package florin.gateway.edge;

import org.jspecify.annotations.NullMarked;
