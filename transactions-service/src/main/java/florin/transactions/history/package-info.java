/**
 * The events of one transaction and the explanation of each of its fields. Read from the journal;
 * nothing is stored here.
 */
@NullMarked
package florin.transactions.history;

import org.jspecify.annotations.NullMarked;
