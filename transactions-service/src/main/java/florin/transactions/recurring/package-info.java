/**
 * Recurring series: detected in a household's transactions, or created by its user, with their
 * occurrences, next due dates and expected amounts. Transactions come in from the intake and from
 * edits; users confirm, revise, dismiss and end series; planning reads the events.
 *
 * <p>Why: detection runs in the transaction that changed the rows. A reader then sees rows and
 * series of one moment, a crash cannot separate them, and no queue has to be kept. It stays short
 * because only the groups of changed rows are read.
 *
 * <p>Why: the pattern belongs to the series and not to a transaction, so a series outlives every
 * row. That a series has ended by silence follows from its due dates and the day of the request; an
 * event would need a clock.
 */
@NullMarked
package florin.transactions.recurring;

import org.jspecify.annotations.NullMarked;
