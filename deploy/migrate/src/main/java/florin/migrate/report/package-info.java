/** The report of an inspection or a migration, as JSON and as HTML. */
@NullMarked
package florin.migrate.report;

import org.jspecify.annotations.NullMarked;
