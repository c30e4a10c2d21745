/**
 * The Plaid adapter: requests, responses, errors, and the change of signs. Nothing outside of this
 * package depends on Plaid's JSON.
 */
@NullMarked
package florin.providersync.plaid;

import org.jspecify.annotations.NullMarked;
