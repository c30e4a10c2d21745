/**
 * Knows what is traded, once per user, even what is referred to before anybody describes it.
 * Commands enter; {@code SecurityRegistered}, {@code SecurityRevised} and the list leave.
 */
@NullMarked
package florin.accounts.investment.security;

import org.jspecify.annotations.NullMarked;
