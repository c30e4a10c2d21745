/**
 * Reads complete updates and products from a provider, page by page. Nothing is published before
 * the last page has arrived.
 */
@NullMarked
package florin.providersync.sync.read;

import org.jspecify.annotations.NullMarked;
