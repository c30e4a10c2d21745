/**
 * What planning has learned of accounts, balances and transactions: rows of schema {@code mirror},
 * written from the two topics and nothing else. Facts enter by the inboxes; features join the
 * tables in their queries.
 *
 * <p>Why no decision is made here: a mirror may be thrown away and filled again from a replay, so a
 * row is nothing but the last that its owner said.
 */
@NullMarked
package florin.planning.mirror;

import org.jspecify.annotations.NullMarked;
