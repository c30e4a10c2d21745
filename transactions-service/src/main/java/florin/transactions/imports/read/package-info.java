/**
 * The result of reading a bank file: rows, accounts, settings and messages. Why own readers: the
 * kept libraries join or drop lines after an unclosed quote and refuse whole OFX files for one
 * wrong end tag, while each line has to be reported on its own.
 */
@NullMarked
package florin.transactions.imports.read;

import org.jspecify.annotations.NullMarked;
