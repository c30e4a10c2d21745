/**
 * The API of imports: a file is uploaded, previewed, adjusted and then imported once. Profiles
 * remember the settings of files of the same kind.
 */
@NullMarked
package florin.transactions.imports;

import org.jspecify.annotations.NullMarked;
