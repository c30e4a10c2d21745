/** The report of a migration plan, as JSON and as HTML. */
@NullMarked
package florin.migrate.report;

import org.jspecify.annotations.NullMarked;
