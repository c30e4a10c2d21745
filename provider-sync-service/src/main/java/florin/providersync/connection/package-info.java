/**
 * A user's logins at banks: linked, broken, repaired, removed. Requests and observed states enter;
 * connections and the wish to sync them leave.
 */
@NullMarked
package florin.providersync.connection;

import org.jspecify.annotations.NullMarked;
