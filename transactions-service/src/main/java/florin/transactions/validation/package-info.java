/**
 * Checks of the names that users give. A failed check is a rejection that names the field and what
 * was expected.
 */
@NullMarked
package florin.transactions.validation;

import org.jspecify.annotations.NullMarked;
