/**
 * Merchants of a user: those the provider names, by its id or else by their normalised name, and
 * those the user adds. Names enter; merchants, their use and the users' changes of them leave.
 *
 * <p>Why ids are derived: which merchant a transaction means follows from the bank's words alone,
 * so that a rebuild of the views names the same ones again.
 */
@NullMarked
package florin.transactions.merchant;

import org.jspecify.annotations.NullMarked;
