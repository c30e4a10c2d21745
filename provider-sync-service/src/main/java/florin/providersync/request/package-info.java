/**
 * Requests to sync a connection: stored in the transaction that causes them, with their cause and
 * the shortest pause between two of them. The sync jobs carry them out.
 */
@NullMarked
package florin.providersync.request;

import org.jspecify.annotations.NullMarked;
