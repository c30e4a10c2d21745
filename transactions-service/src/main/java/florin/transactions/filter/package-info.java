/**
 * The conditions of a list of transactions: read from the parameters of a request, resolved for one
 * user (merged accounts, categories, merchants, tags, search terms) and written as SQL. Lists,
 * exports, bulk edits and reports share them.
 */
@NullMarked
package florin.transactions.filter;

import org.jspecify.annotations.NullMarked;
