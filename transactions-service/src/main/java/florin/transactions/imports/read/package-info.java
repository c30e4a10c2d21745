/**
 * Reads bank files (CSV, OFX, QIF) into rows, accounts and messages; pure functions of bytes and
 * options. Why own readers: the kept libraries join or drop lines after an unclosed quote and
 * refuse whole OFX files for one wrong end tag, while each line has to be reported on its own.
 */
@NullMarked
package florin.transactions.imports.read;

import org.jspecify.annotations.NullMarked;
