/**
 * Stores access tokens, encrypted. A token enters with the commit of its connection and leaves only
 * towards a provider's adapter; the application's own role cannot read it.
 */
@NullMarked
package florin.providersync.vault;

import org.jspecify.annotations.NullMarked;
