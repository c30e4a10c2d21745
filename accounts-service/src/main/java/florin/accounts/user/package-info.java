/**
 * Keeps a user's own settings: time zone, base currency and the buffer that stays untouched.
 * Settings enter through {@code /api/users/me}; {@code UserRegistered} and {@code UserRevised}
 * leave.
 */
@NullMarked
package florin.accounts.user;

import org.jspecify.annotations.NullMarked;
