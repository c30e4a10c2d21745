/**
 * Random secrets, the signing key of access tokens, and the files that hold them, readable by their
 * owner only.
 */
@NullMarked
package florin.gateway.identity.secret;

import org.jspecify.annotations.NullMarked;
