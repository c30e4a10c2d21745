/**
 * Compares a complete reading with the published content and appends the differences as events of
 * the run. Events, published content, cursor, job and run commit together.
 */
@NullMarked
package florin.providersync.sync.publish;

import org.jspecify.annotations.NullMarked;
