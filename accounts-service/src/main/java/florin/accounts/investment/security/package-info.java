/**
 * The securities of a user, including those that are referred to before they are described.
 * Commands enter; {@code SecurityRegistered}, {@code SecurityRevised} and the list leave.
 */
@NullMarked
package florin.accounts.investment.security;

import org.jspecify.annotations.NullMarked;
