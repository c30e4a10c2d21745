/**
 * Looks at the services from outside: their health and their OpenAPI documents, each as one. It\n *
 * asks all of them at once and tells nothing that they do not tell themselves.
 */
@NullMarked
package florin.gateway.watch;

import org.jspecify.annotations.NullMarked;
