/**
 * Reads files of separated values. The layout (delimiter, header, columns) is detected from titles
 * and cells, and each part of it can be set.
 */
@NullMarked
package florin.transactions.imports.csv;

import org.jspecify.annotations.NullMarked;
