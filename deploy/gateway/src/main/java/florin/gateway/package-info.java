/**
 * The one address of a Florin: routes, identity, limits and the merged OpenAPI document. It decides
 * nothing about money.
 */
@NullMarked
package florin.gateway;

import org.jspecify.annotations.NullMarked;
