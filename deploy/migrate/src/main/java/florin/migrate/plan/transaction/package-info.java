/**
 * The transactions of a source, as the target will take them: their amounts, days and texts, the
 * provider's fields and the values that users set.
 *
 * <p>Why: the provider's own value counts where both are known, and the edits of the user are
 * brought apart from it.
 */
@NullMarked
package florin.migrate.plan.transaction;

import org.jspecify.annotations.NullMarked;
