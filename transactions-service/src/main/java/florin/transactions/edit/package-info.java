/**
 * HTTP endpoints that create and change transactions: single, bulk, split and tags. A request
 * becomes commands on transaction streams and answers with the resulting row.
 */
@NullMarked
package florin.transactions.edit;

import org.jspecify.annotations.NullMarked;
