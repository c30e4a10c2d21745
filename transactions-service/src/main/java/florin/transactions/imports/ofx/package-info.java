/**
 * Reads OFX 1 and 2 and QFX from their tags in sequence. No tree is built and no entity is
 * expanded, so a wrong tag affects only its own element.
 */
@NullMarked
package florin.transactions.imports.ofx;

import org.jspecify.annotations.NullMarked;
