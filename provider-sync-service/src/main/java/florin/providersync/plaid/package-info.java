/**
 * Plaid on the wire: requests, answers, errors, and the one place where its sign becomes ours.
 * Provider words enter and leave; nothing outside knows Plaid's records.
 */
@NullMarked
package florin.providersync.plaid;

import org.jspecify.annotations.NullMarked;
