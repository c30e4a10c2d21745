/**
 * Mirrors of accounts, balances and transactions: rows of schema {@code mirror}, written from the
 * two topics only. Facts enter by the inboxes; features join the tables in their queries.
 *
 * <p>Why no decision is made here: a mirror can be discarded and filled again from a replay, so its
 * rows may depend on the owner's events only.
 */
@NullMarked
package florin.planning.mirror;

import org.jspecify.annotations.NullMarked;
