/**
 * Plaid's HTTP conventions: the form of requests and of refusals. The endpoints of {@code
 * florin.emulator.api} are declared with it and served through it.
 */
@NullMarked
package florin.emulator.http;

import org.jspecify.annotations.NullMarked;
