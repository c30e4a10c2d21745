/**
 * Derived stream ids and the decision of a list of commands in order, for all features of this
 * service. It depends on the journal only, never on a feature.
 */
@NullMarked
package florin.accounts.streams;

import org.jspecify.annotations.NullMarked;
