/**
 * What any bank-data provider can do, in our words and our signs. Adapters implement it; linking
 * and syncing know nothing else of a provider.
 */
@NullMarked
package florin.providersync.provider;

import org.jspecify.annotations.NullMarked;
