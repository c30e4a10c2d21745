/**
 * Plaid's manners on the wire: what a request may look like and how it is refused. The endpoints of
 * {@code florin.emulator.api} are declared with it and served through it.
 */
@NullMarked
package florin.emulator.http;

import org.jspecify.annotations.NullMarked;
