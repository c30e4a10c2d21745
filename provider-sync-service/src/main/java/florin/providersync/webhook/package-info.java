/**
 * Receives webhooks. Unverified bytes enter; a verified webhook leaves as a request to sync a
 * connection, and as nothing more.
 */
@NullMarked
package florin.providersync.webhook;

import org.jspecify.annotations.NullMarked;
