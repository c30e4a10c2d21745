/**
 * Merges of accounts by their user: the same account linked twice, or linked again under another
 * id. Merges and their undoing enter; {@code AccountMerged} and {@code AccountUnmerged} leave, and
 * queries read what is known of a merged account under the survivor.
 *
 * <p>Why all merges of a user are one stream: whether one may be made depends on the others, and no
 * account may be merged in a circle.
 */
@NullMarked
package florin.accounts.merge;

import org.jspecify.annotations.NullMarked;
