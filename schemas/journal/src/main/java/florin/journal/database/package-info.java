/**
 * Transactions, row-level-security sessions, advisory locks and set-based SQL on R2DBC. Every other
 * package reaches PostgreSQL through it.
 *
 * <p>Why the locks are here: gate, household and journal have one order, and one class states it.
 */
@NullMarked
package florin.journal.database;

import org.jspecify.annotations.NullMarked;
