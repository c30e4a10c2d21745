/**
 * Health and OpenAPI documents of the services, each merged into one. All services are queried in
 * parallel; details that a service does not publish are not added.
 */
@NullMarked
package florin.gateway.watch;

import org.jspecify.annotations.NullMarked;
