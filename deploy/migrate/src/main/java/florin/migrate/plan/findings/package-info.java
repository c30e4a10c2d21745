/**
 * The findings about rows that are changed, merged or left out, each with its rule, and the counts
 * of the rows of each table.
 */
@NullMarked
package florin.migrate.plan.findings;

import org.jspecify.annotations.NullMarked;
