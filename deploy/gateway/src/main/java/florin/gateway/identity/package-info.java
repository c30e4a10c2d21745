/**
 * Authentication: tokens of the local identity or of a configured issuer. Passwords enter, tokens
 * leave, and neither is ever written to a log.
 */
@NullMarked
package florin.gateway.identity;

import org.jspecify.annotations.NullMarked;
