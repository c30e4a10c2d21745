/**
 * Access tokens whose signature was verified. The services and the gateway share it, so that each
 * verifies a token once.
 */
@NullMarked
package florin.journal.web.identity;

import org.jspecify.annotations.NullMarked;
