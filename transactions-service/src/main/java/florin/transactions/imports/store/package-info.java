/**
 * Stores uploaded files and their rows until they are imported. Their contents are encrypted with a
 * key that is not in the database.
 */
@NullMarked
package florin.transactions.imports.store;

import org.jspecify.annotations.NullMarked;
