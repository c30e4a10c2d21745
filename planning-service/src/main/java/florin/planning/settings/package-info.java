/**
 * Mirrored settings of a user from the accounts service: the time zone, which decides the current
 * day, and the buffer, which is not to be spent.
 */
@NullMarked
package florin.planning.settings;

import org.jspecify.annotations.NullMarked;
