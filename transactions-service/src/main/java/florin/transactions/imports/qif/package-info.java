/**
 * Reads QIF, with its accounts, splits and transfers. The sections and options of the file apply in
 * the order in which they occur.
 */
@NullMarked
package florin.transactions.imports.qif;

import org.jspecify.annotations.NullMarked;
