/**
 * Detection of recurring series in dated amounts of one payee: pure functions without clock, I/O or
 * database. Rows of one group go in; patterns with their occurrences, confidence and price changes
 * come out.
 *
 * <p>Why: the amounts and the calendar carry the decision, not the text. The text only groups rows,
 * so that references, store numbers and cities in it cannot separate the occurrences of a series.
 */
@NullMarked
package florin.transactions.recurring.pattern;

import org.jspecify.annotations.NullMarked;
