/**
 * The bodies of requests in progress: a bound on their bytes in all and for each user, and the
 * bytes of a body that is compared when its Idempotency-Key is sent again.
 */
@NullMarked
package florin.journal.web.body;

import org.jspecify.annotations.NullMarked;
