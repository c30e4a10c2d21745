/**
 * Reads the NDJSON that Florin exports: a transaction on each line. Values that no other format
 * has, such as links and versions, are left out.
 */
@NullMarked
package florin.transactions.imports.ndjson;

import org.jspecify.annotations.NullMarked;
