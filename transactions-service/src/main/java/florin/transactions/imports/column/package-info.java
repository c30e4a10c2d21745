/**
 * Finds the shape of a file of separated values: its delimiter, header and records, and the meaning
 * of each column by setting, by title or by its cells.
 */
@NullMarked
package florin.transactions.imports.column;

import org.jspecify.annotations.NullMarked;
