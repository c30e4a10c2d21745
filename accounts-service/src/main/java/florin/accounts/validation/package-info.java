/**
 * Checks of request fields: required values, names, currencies and amounts. A failed check is a
 * rejection that names the field, the value and what was expected.
 */
@NullMarked
package florin.accounts.validation;

import org.jspecify.annotations.NullMarked;
