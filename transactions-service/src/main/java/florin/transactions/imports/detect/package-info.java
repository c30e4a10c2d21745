/**
 * Detects the format of a bank file and reads it. The formats themselves are in packages of their
 * own.
 */
@NullMarked
package florin.transactions.imports.detect;

import org.jspecify.annotations.NullMarked;
