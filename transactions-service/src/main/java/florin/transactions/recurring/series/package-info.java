/**
 * The stream of a series: its state, commands and events, their codec and their undo. Patterns and
 * occurrences enter with the commands of the detection and of users.
 */
@NullMarked
package florin.transactions.recurring.series;

import org.jspecify.annotations.NullMarked;
