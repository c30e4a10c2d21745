/**
 * The mirrored statements and links of accounts, read from the topic of accounts: the facts from
 * which balances at the end of a day are derived.
 */
@NullMarked
package florin.planning.mirror.statement;

import org.jspecify.annotations.NullMarked;
