/**
 * The definition of a rule: conditions on a transaction, and the values that it sets. Plain values,
 * which the aggregate records and the evaluation reads.
 */
@NullMarked
package florin.transactions.rule.definition;

import org.jspecify.annotations.NullMarked;
