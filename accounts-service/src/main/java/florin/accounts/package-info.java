/**
 * Owns users, institutions, accounts and their observed balances. Facts enter from {@code
 * provider-sync.events} and from its API; account events leave.
 */
@NullMarked
package florin.accounts;

import org.jspecify.annotations.NullMarked;
