/**
 * Links banks, stores their tokens, receives their webhooks and reads their data. Publishes
 * observed facts and decides nothing about them.
 */
@NullMarked
package florin.providersync;

import org.jspecify.annotations.NullMarked;
