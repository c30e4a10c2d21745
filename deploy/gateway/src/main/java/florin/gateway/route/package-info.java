/**
 * Leads each path to the service that owns it. Requests enter with their bodies untouched, and\n *
 * leave without any header in which a client could claim to be somebody.
 */
@NullMarked
package florin.gateway.route;

import org.jspecify.annotations.NullMarked;
