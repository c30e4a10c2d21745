/**
 * The interface of bank-data providers, with Florin's terms and signs. Adapters implement it;
 * linking and syncing depend on nothing else of a provider.
 */
@NullMarked
package florin.providersync.provider;

import org.jspecify.annotations.NullMarked;
