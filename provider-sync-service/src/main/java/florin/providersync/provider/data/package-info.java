/**
 * Bank data of any provider in Florin's signs and vocabulary: accounts, transactions, holdings,
 * liabilities and recurring streams. Adapters produce it; syncing consumes it.
 */
@NullMarked
package florin.providersync.provider.data;

import org.jspecify.annotations.NullMarked;
