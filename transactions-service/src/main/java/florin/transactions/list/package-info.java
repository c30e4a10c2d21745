/**
 * The transaction views and the queries that list, filter, sort and page them. Projected events
 * enter; rows, day totals, tag counts and split parts leave.
 */
@NullMarked
package florin.transactions.list;

import org.jspecify.annotations.NullMarked;
