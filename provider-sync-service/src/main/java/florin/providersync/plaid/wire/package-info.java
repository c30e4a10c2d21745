/**
 * Plaid's request and response bodies, endpoint paths and error codes as JSON (Plaid API
 * 2020-09-14). Only the Plaid adapter uses them.
 */
@NullMarked
package florin.providersync.plaid.wire;

import org.jspecify.annotations.NullMarked;
