/**
 * A cache of verified access tokens. Each service and the gateway has one of its own, so that it
 * verifies the signature of a token once.
 */
@NullMarked
package florin.journal.web.identity;

import org.jspecify.annotations.NullMarked;
