/**
 * The steps that bring the data of banks, which enter through the adoption of items.
 *
 * <p>Why: the rows of a bank must keep its ids, so that the next sync continues where the source
 * has stopped.
 */
@NullMarked
package florin.migrate.run.bank;

import org.jspecify.annotations.NullMarked;
