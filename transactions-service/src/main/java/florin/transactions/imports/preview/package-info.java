/**
 * Previews an uploaded file: reads it, finds the accounts that it names and compares its rows with
 * the transactions that are there.
 */
@NullMarked
package florin.transactions.imports.preview;

import org.jspecify.annotations.NullMarked;
