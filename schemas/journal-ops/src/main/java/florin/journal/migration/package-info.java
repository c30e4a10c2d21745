/**
 * Flyway migrations of the four schemas and the start-up check of the database. It is the only
 * package that uses JDBC; an unsafe database stops the start with one line.
 */
@NullMarked
package florin.journal.migration;

import org.jspecify.annotations.NullMarked;
