/**
 * Compares the rows of a file with the transactions of an account, as pure functions. Why evidence
 * of several kinds instead of one key: banks renumber ids, leave them out and repeat them.
 */
@NullMarked
package florin.transactions.imports.identity;

import org.jspecify.annotations.NullMarked;
