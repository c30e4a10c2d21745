/**
 * The runtime's configuration properties with their defaults, and the type for secrets. Only
 * assembly and migrations read them; other classes receive plain values.
 */
@NullMarked
package florin.journal.settings;

import org.jspecify.annotations.NullMarked;
