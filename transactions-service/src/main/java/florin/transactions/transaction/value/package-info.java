/**
 * Values of a transaction that commands, events and state share: the entry, the fields that can be
 * overridden, values of rules, split parts and records of imported files.
 */
@NullMarked
package florin.transactions.transaction.value;

import org.jspecify.annotations.NullMarked;
