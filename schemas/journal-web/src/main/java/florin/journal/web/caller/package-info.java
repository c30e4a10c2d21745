/**
 * The {@code Caller} argument of the controllers, made of the token, the preconditions and the
 * Idempotency-Key of a request. Refuses requests with unknown parameters or a malformed key.
 */
@NullMarked
package florin.journal.web.caller;

import org.jspecify.annotations.NullMarked;
