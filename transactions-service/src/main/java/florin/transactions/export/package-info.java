/**
 * Exports transactions as files that other programs and the import read. Amounts are plain
 * decimals; texts that a spreadsheet would compute have an apostrophe before them, which the import
 * takes off.
 */
@NullMarked
package florin.transactions.export;

import org.jspecify.annotations.NullMarked;
