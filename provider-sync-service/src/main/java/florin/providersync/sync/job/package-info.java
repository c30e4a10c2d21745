/**
 * Sync jobs in PostgreSQL: leased by one worker, retried with backoff, finished with a result. A
 * lost lease rolls the worker's transaction back.
 */
@NullMarked
package florin.providersync.sync.job;

import org.jspecify.annotations.NullMarked;
