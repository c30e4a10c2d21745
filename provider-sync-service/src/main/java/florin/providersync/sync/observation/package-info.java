/**
 * The observations that a sync run publishes: accounts, changes of transactions, and products in
 * chunks. Values of the provider's data types, with Florin's account ids.
 */
@NullMarked
package florin.providersync.sync.observation;

import org.jspecify.annotations.NullMarked;
