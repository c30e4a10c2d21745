/**
 * Checks of request fields that types do not express: names, texts, currencies, amounts. A failed
 * check is a rejection that names the field, the value and what was expected.
 */
@NullMarked
package florin.journal.web.field;

import org.jspecify.annotations.NullMarked;
