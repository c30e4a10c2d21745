/**
 * Reads the rows of a table that can be brought, with their keys and references. Open words, JSON
 * columns, and the users and currencies that rows name are read here too.
 */
@NullMarked
package florin.migrate.plan.row;

import org.jspecify.annotations.NullMarked;
