/**
 * The days of a report and the intervals into which it divides them. Parameters enter; dates leave.
 */
@NullMarked
package florin.transactions.report.period;

import org.jspecify.annotations.NullMarked;
