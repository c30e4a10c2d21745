/** Imports the rows of a previewed file as one change, and remembers that the file was imported. */
@NullMarked
package florin.transactions.imports.commit;

import org.jspecify.annotations.NullMarked;
