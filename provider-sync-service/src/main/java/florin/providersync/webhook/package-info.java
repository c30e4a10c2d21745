/**
 * The door for webhooks. Bytes of strangers enter; what is proven to come from the provider leaves
 * as a hint that a connection should be synced, and as nothing more.
 */
@NullMarked
package florin.providersync.webhook;

import org.jspecify.annotations.NullMarked;
