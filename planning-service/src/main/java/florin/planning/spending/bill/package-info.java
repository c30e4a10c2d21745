/**
 * The due dates of planned bills and the payments that settle them. Bills, marks and transactions
 * are read; occurrences, each with its payment if there is one, leave.
 */
@NullMarked
package florin.planning.spending.bill;

import org.jspecify.annotations.NullMarked;
