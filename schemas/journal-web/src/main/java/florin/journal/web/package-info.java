/**
 * The conventions every HTTP answer follows: problems, ETags, cursors, idempotency keys, identity.
 * Requests enter with a token and become a {@code Caller}; refusals leave as problem+json, from one
 * table.
 */
@NullMarked
package florin.journal.web;

import org.jspecify.annotations.NullMarked;
