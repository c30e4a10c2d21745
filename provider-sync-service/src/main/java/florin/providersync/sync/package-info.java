/**
 * Reads changes at the banks and publishes them as facts, completely and exactly once, in one
 * commit with the next cursor. Due jobs enter; observed accounts and transactions leave.
 */
@NullMarked
package florin.providersync.sync;

import org.jspecify.annotations.NullMarked;
