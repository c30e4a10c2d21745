/**
 * Keeps a user's groups of accounts, which of them is the active one, and the accounts of the
 * snapshot. Requests enter; group events and the lists leave.
 *
 * <p>Why all groups of a user are one stream: their order, the limits and the selection are rules
 * about all of them, and one stream decides them without a race.
 *
 * <p>Why who has no group is shown one: a frontend needs a place to put accounts into. It is made
 * up when read and becomes real with the first command that names it.
 */
@NullMarked
package florin.accounts.group;

import org.jspecify.annotations.NullMarked;
