/**
 * The responses of providers, unchanged, kept for some weeks to answer questions about the bank's
 * data. Facts contain everything that is shown, so no rebuild needs them. A response is encrypted
 * and stored with the commit of its run, and deleted with its month.
 */
@NullMarked
package florin.providersync.payload;

import org.jspecify.annotations.NullMarked;
