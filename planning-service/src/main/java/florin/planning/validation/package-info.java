/**
 * Checks of request fields: required values, names, notes, dates and amounts. A failed check is a
 * rejection that names the field, the value and what was expected.
 */
@NullMarked
package florin.planning.validation;

import org.jspecify.annotations.NullMarked;
