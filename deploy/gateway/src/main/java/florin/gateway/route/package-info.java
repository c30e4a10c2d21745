/**
 * Routes each path to the service that owns it. Bodies pass unchanged; headers by which a client
 * could impersonate another user are removed.
 */
@NullMarked
package florin.gateway.route;

import org.jspecify.annotations.NullMarked;
