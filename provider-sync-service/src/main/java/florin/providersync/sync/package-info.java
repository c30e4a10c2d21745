/**
 * Reads what changed at the banks and says it as facts, exactly once and whole. Due jobs enter;
 * observed accounts and transactions leave, in one commit with the cursor that follows them.
 */
@NullMarked
package florin.providersync.sync;

import org.jspecify.annotations.NullMarked;
