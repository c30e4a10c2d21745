/**
 * Timeout, circuit breaker, bulkhead, rate limits and retry around each Plaid endpoint, in one
 * fixed order. Limits are Plaid's published ones and can be overridden by properties.
 */
@NullMarked
package florin.providersync.plaid.resilience;

import org.jspecify.annotations.NullMarked;
