/**
 * The conventions every answer keeps: problems, limits, security headers, request ids. What the\n *
 * gateway itself refuses is refused here, in one shape.
 */
@NullMarked
package florin.gateway.edge;

import org.jspecify.annotations.NullMarked;
